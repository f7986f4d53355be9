import { builder } from './builder.ts';
import { key, OnlyKeyInput } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { own, ownPayload } from './own-act.ts';
import { payloadOf } from './payload.ts';

const { cancelEmailChange, confirmEmailChange, requestEmailChange, stopEmailChange } = lateOperations;

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
mutation('requestEmailChange', {
  payload: RequestEmailChangePayload,
  access: self,
  description:
    'Asks to be written to at another address (P3.5). The new one is asked to confirm within 48 hours; the old one is told and can stop it. It changes as soon as the old one agrees, otherwise after 72 hours. A change under way is replaced. An address that somebody else has behaves like a free one. At most three a day.',
  input: RequestEmailChangeInput,
  act: (input, context) => own(context, (viewer) => requestEmailChange(context.ports, viewer, input)),
});

mutation('cancelEmailChange', {
  payload: CancelEmailChangePayload,
  access: self,
  description: 'Takes a change of address back that has not happened yet; WRONG_STATE when there is none.',
  input: CancelEmailChangeInput,
  act: (input, context) => own(context, (viewer) => cancelEmailChange(context.ports, viewer, input)),
});

mutation('confirmEmailChange', {
  payload: ConfirmEmailChangePayload,
  access: everyone,
  description:
    'Says yes to a change of address with the token of a mail (P3.5): that of the new address confirms it, that of the old one lets it happen at once. The page behind the link does the same. It changes within about a minute after nothing is waited for any more.',
  input: EmailChangeTokenInput,
  act: async (input, { ports, viewer }) => {
    const { requestId, origin } = viewer;
    await confirmEmailChange(ports, { token: input.token, requestId, origin });
    return true;
  },
});

mutation('stopEmailChange', {
  payload: StopEmailChangePayload,
  access: everyone,
  description: 'Stops a change of address with the token of the mail to the old address (P3.5).',
  input: EmailChangeTokenInput,
  act: async (input, { ports, viewer }) => {
    const { requestId, origin } = viewer;
    await stopEmailChange(ports, { token: input.token, requestId, origin });
    return true;
  },
});
