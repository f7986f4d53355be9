import { seenMessageId } from '../../local/ses/mailbox.ts';
import type { MailToUs, Sent } from '../../local/ses/send-to-us.ts';
import { canary, type TestCloud } from './cloud.ts';
import type { ReceivedMail } from './mails.ts';

/**
 * Somebody outside writes to the product: signed by the domain of `from`, and from its host, unless told otherwise (`signAs: false`,
 * `clientIp`, `headers`, `raw`, `sender: ''`). To support when `to` is absent. Waits until the function was told of it, and whatever it then did.
 *
 * @returns SES's id of the mail; throws with `responseCode` when it is refused
 */
export async function sendMail(
  cloud: Pick<TestCloud, 'smtp' | 'environment'>,
  mail: Partial<MailToUs> & Pick<MailToUs, 'from'>,
): Promise<string> {
  return (await sendMailTo(cloud, mail)).id;
}

/** The same, with who of the envelope was accepted. */
export async function sendMailTo(
  cloud: Pick<TestCloud, 'smtp' | 'environment'>,
  mail: Partial<MailToUs> & Pick<MailToUs, 'from'>,
): Promise<Sent> {
  const sent = await cloud.smtp.send({
    to: cloud.environment.SUPPORT_ADDRESS ?? '',
    subject: canary('subject'),
    text: canary('words'),
    ...mail,
  });
  await cloud.smtp.idle();
  return sent;
}

/** The recipient of one of the product's mails answers it, as a mail client would: to its Reply-To or From, in its thread. */
export function replyTo(
  cloud: Pick<TestCloud, 'smtp' | 'environment'>,
  mail: ReceivedMail,
  changes: Partial<MailToUs> = {},
): Promise<string> {
  const field = (name: string) => mail.headers.find((header) => header.name.toLowerCase() === name)?.value;
  return sendMail(cloud, {
    from: mail.destinations[0] ?? '',
    to: field('reply-to') ?? field('from') ?? '',
    subject: `Re: ${mail.subject}`,
    inReplyTo: seenMessageId(mail),
    references: [seenMessageId(mail)],
    ...changes,
  });
}
