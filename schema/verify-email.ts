import { verifyEmail } from '../lambda/domain/contact/verify-email.ts';
import { builder } from './builder.ts';
import { outcome } from './errors.ts';
import { VerifyEmailInput } from './inputs.ts';
import { payloadOf } from './payload.ts';

const everyone = ['everyone'] as const;
const VerifyEmailPayload = payloadOf<boolean>('VerifyEmail', 'verified', 'Boolean' as never, everyone);

builder.mutationFields((t) => ({
  verifyEmail: t.field({
    type: VerifyEmailPayload,
    access: everyone,
    cost: 10,
    description:
      'Confirms an address with the token of the verification mail, once (P3.2). The page behind the link does the same; whoever holds the link holds the mailbox.',
    args: { input: t.arg({ type: VerifyEmailInput, access: everyone }) },
    resolve: (_, { input }, { ports, viewer }) =>
      outcome(viewer.language, async () => {
        const { requestId, origin } = viewer;
        await verifyEmail(ports, { token: input.token, requestId, origin });
        return true;
      }),
  }),
}));
