import { discardQuarantined, releaseQuarantined } from '../lambda/domain/request/decide-quarantined.ts';
import { builder } from './builder.ts';
import { requireStaff } from './customer.ts';
import { acting, requestPayload } from './request-act.ts';
import { DiscardQuarantinedInput, ReleaseQuarantinedInput } from './request-inputs.ts';
import { requireLocalSubjectId } from './request-subject.ts';
import { requestWorkers as workers } from './request-type.ts';

const ReleaseQuarantinedPayload = requestPayload('ReleaseQuarantined', workers);
const DiscardQuarantinedPayload = requestPayload('DiscardQuarantined', workers);

builder.mutationFields((t) => ({
  releaseQuarantined: t.field({
    type: ReleaseQuarantinedPayload,
    access: workers,
    cost: 5,
    description:
      'A request that waited in quarantine is worked on like any other; its clock begins now (P3.6). ADDRESS_HELD until the hold of the address is lifted.',
    args: { input: t.arg({ type: ReleaseQuarantinedInput, access: workers }) },
    resolve: (_, { input }, context) =>
      acting(context, async () => {
        const customerId = requireLocalSubjectId(input.customerId);
        return releaseQuarantined(context.ports, requireStaff(context.viewer), { ...input, customerId });
      }),
  }),
  discardQuarantined: t.field({
    type: DiscardQuarantinedPayload,
    access: workers,
    cost: 10,
    description:
      'A request that waited in quarantine is closed, and nothing is done on it (P3.6). Its words can still be read under its own reference. ADDRESS_HELD until the hold of the address is lifted.',
    args: { input: t.arg({ type: DiscardQuarantinedInput, access: workers }) },
    resolve: (_, { input }, context) =>
      acting(context, async () => {
        const customerId = requireLocalSubjectId(input.customerId);
        return discardQuarantined(context.ports, requireStaff(context.viewer), { ...input, customerId });
      }),
  }),
}));
