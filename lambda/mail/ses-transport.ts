import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { limits } from '../declared/limits.ts';
import { mailTags } from '../declared/mail-tags.ts';
import { uncover } from '../domain/pii.ts';
import type { MailTransport } from '../domain/ports/mails.ts';
import { milliseconds } from '../domain/span.ts';
import { wireAddress } from './mail-address.ts';
import { judgeSesError } from './ses-errors.ts';

/**
 * Hands messages to SES with one attempt each. The mail is tagged with its outbox row, so that SES's events find it; or as one
 * that is about no customer, whose events are passed over.
 * @param deps.ses a client with `maxAttempts: 1`: left alone, the SDK sends a raw mail again after a lost answer
 * @param deps.timeoutMs shorter than the sender's lease
 */
export function createSesTransport({
  ses,
  configurationSet,
  timeoutMs = milliseconds({ seconds: limits.mailTimeoutSeconds }),
}: {
  ses: SESClient;
  configurationSet: string | undefined;
  timeoutMs?: number;
}): MailTransport {
  return {
    async send({ raw, to, customerId, mailId }) {
      const command = new SendRawEmailCommand({
        RawMessage: { Data: raw },
        Destinations: [wireAddress(uncover(to))],
        ConfigurationSetName: configurationSet,
        Tags:
          customerId === undefined
            ? [{ Name: mailTags.aboutNobody, Value: mailId }]
            : [
                { Name: mailTags.outbox, Value: mailId },
                { Name: mailTags.customer, Value: customerId },
              ],
      });
      try {
        const { MessageId } = await ses.send(command, { abortSignal: AbortSignal.timeout(timeoutMs) });
        return MessageId ?? '';
      } catch (error) {
        throw judgeSesError(error);
      }
    },
  };
}
