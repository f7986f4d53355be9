import { cancelEmailChange } from '../lambda/domain/contact/cancel-email-change.ts';
import { confirmEmailChange } from '../lambda/domain/contact/confirm-email-change.ts';
import { requestEmailChange } from '../lambda/domain/contact/request-email-change.ts';
import { stopEmailChange } from '../lambda/domain/contact/stop-email-change.ts';
import { builder } from './builder.ts';
import { outcome } from './errors.ts';
import { key, OnlyKeyInput } from './inputs.ts';
import { own, ownPayload } from './own-act.ts';
import { payloadOf } from './payload.ts';

const self = ['customer'] as const;
const everyone = ['everyone'] as const;

const RequestEmailChangeInput = builder.inputType('RequestEmailChangeInput', {
  description: 'Where CloudFly is to write to.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    email: t.field({ type: 'EmailAddress' }),
  }),
});
const EmailChangeTokenInput = builder.inputType('EmailChangeTokenInput', {
  description: 'What a mail about a change of address brought (P3.5).',
  fields: (t) => ({ token: t.string({ description: 'What stands after the last slash of the link.' }) }),
});
const RequestEmailChangePayload = ownPayload('RequestEmailChange');
const CancelEmailChangePayload = ownPayload('CancelEmailChange');
const CancelEmailChangeInput = OnlyKeyInput('CancelEmailChangeInput');
const ConfirmEmailChangePayload = payloadOf<boolean>(
  'ConfirmEmailChange',
  'confirmed',
  'Boolean' as never,
  everyone,
);
const StopEmailChangePayload = payloadOf<boolean>('StopEmailChange', 'stopped', 'Boolean' as never, everyone);
builder.mutationFields((t) => ({
  requestEmailChange: t.field({
    type: RequestEmailChangePayload,
    access: self,
    cost: 10,
    description:
      'Asks to be written to at another address (P3.5). The new one is asked to confirm within 48 hours; the old one is told and can stop it. It changes as soon as the old one agrees, otherwise after 72 hours. A change under way is replaced. An address that somebody else has behaves like a free one. At most three a day.',
    args: { input: t.arg({ type: RequestEmailChangeInput, access: self }) },
    resolve: (_, { input }, context) =>
      own(context, (viewer) => requestEmailChange(context.ports, viewer, input)),
  }),
  cancelEmailChange: t.field({
    type: CancelEmailChangePayload,
    access: self,
    cost: 10,
    description: 'Takes a change of address back that has not happened yet; WRONG_STATE when there is none.',
    args: { input: t.arg({ type: CancelEmailChangeInput, access: self }) },
    resolve: (_, { input }, context) =>
      own(context, (viewer) => cancelEmailChange(context.ports, viewer, input)),
  }),
  confirmEmailChange: t.field({
    type: ConfirmEmailChangePayload,
    access: everyone,
    cost: 10,
    description:
      'Says yes to a change of address with the token of a mail (P3.5): that of the new address confirms it, that of the old one lets it happen at once. The page behind the link does the same. It changes within about a minute after nothing is waited for any more.',
    args: { input: t.arg({ type: EmailChangeTokenInput, access: everyone }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const { requestId, origin } = viewer;
        await confirmEmailChange(ports, { token: input.token, requestId, origin });
        return true;
      }),
  }),
  stopEmailChange: t.field({
    type: StopEmailChangePayload,
    access: everyone,
    cost: 10,
    description: 'Stops a change of address with the token of the mail to the old address (P3.5).',
    args: { input: t.arg({ type: EmailChangeTokenInput, access: everyone }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const { requestId, origin } = viewer;
        await stopEmailChange(ports, { token: input.token, requestId, origin });
        return true;
      }),
  }),
}));
