import { VerifyEmailInput } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { payloadOf } from './payload.ts';

const { verifyEmail } = lateOperations;

const everyone = ['everyone'] as const;
const VerifyEmailPayload = payloadOf<boolean>('VerifyEmail', 'verified', 'Boolean' as never, everyone);

mutation('verifyEmail', {
  payload: VerifyEmailPayload,
  access: everyone,
  description:
    'Confirms an address with the token of the verification mail, once (P3.2). The page behind the link does the same; whoever holds the link holds the mailbox.',
  input: VerifyEmailInput,
  act: async (input, { ports, viewer }) => {
    const { requestId, origin } = viewer;
    await verifyEmail(ports, { token: input.token, requestId, origin });
    return true;
  },
});
