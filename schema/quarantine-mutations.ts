import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { acting, requestPayload } from './request-act.ts';
import { DiscardQuarantinedInput, ReleaseQuarantinedInput } from './request-inputs.ts';
import { requireLocalSubjectId } from './request-subject.ts';
import { requestWorkers as workers } from './request-type.ts';
import { requireStaff } from './require-staff.ts';

const { discardQuarantined, releaseQuarantined } = lateOperations;

const ReleaseQuarantinedPayload = requestPayload('ReleaseQuarantined', workers);
const DiscardQuarantinedPayload = requestPayload('DiscardQuarantined', workers);

mutation('releaseQuarantined', {
  payload: ReleaseQuarantinedPayload,
  access: workers,
  cost: 5,
  description:
    'A request that waited in quarantine is worked on like any other; its clock begins now (P3.6). ADDRESS_HELD until the hold of the address is lifted.',
  input: ReleaseQuarantinedInput,
  act: (input, context) =>
    acting(context, async () => {
      const customerId = requireLocalSubjectId(input.customerId);
      return releaseQuarantined(context.ports, requireStaff(context.viewer), { ...input, customerId });
    }),
});

mutation('discardQuarantined', {
  payload: DiscardQuarantinedPayload,
  access: workers,
  description:
    'A request that waited in quarantine is closed, and nothing is done on it (P3.6). Its words can still be read under its own reference. ADDRESS_HELD until the hold of the address is lifted.',
  input: DiscardQuarantinedInput,
  act: (input, context) =>
    acting(context, async () => {
      const customerId = requireLocalSubjectId(input.customerId);
      return discardQuarantined(context.ports, requireStaff(context.viewer), { ...input, customerId });
    }),
});
