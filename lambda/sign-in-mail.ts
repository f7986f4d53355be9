import { createSignInCodes } from './crypto/sign-in-codes.ts';
import { sendSignInCode } from './domain/mail/send-sign-in-code.ts';
import { Personal } from './domain/pii.ts';
import { readEnvironment } from './runtime/env.ts';
import { lazy } from './runtime/lazy.ts';
import { readSignInRequest } from './runtime/read-sign-in-request.ts';
import { wireMail } from './runtime/wire-mail.ts';
import { wire } from './runtime/wiring.ts';

const codes = lazy(() =>
  createSignInCodes({ kms: wire().kms, kmsKeyId: readEnvironment().text('keySignIn') }),
);

/**
 * Sends a code, or a first password, that Cognito hands over encrypted, to the address of the user it is for.
 * @returns the event, as Cognito wants of every trigger
 * @throws when the code cannot be opened or the mail may be taken later: Lambda comes again, twice
 */
export async function handler(event: unknown): Promise<unknown> {
  const { subject, email, language, code, minutes, readable } = readSignInRequest(event);
  const variables = { code: readable(await codes().open(code)), minutes };
  await sendSignInCode(wireMail(), {
    subject,
    to: new Personal(email),
    language,
    filled: new Personal({ template: 'SIGN_IN_CODE', variables }),
  });
  return event;
}
