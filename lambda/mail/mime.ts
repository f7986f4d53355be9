import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type Automation, automationFields } from './automation.ts';
import { wireAddress } from './mail-address.ts';
import type { RefusalLinks } from './refusal-links.ts';
import type { RenderedMail } from './render-mail.ts';

export interface MimeInput {
  /** `Name <address>`: the operator's own setting. */
  readonly from: string;
  readonly to: string;
  /** Unique: the message id is `<mailId@domain of from>`. */
  readonly mailId: string;
  readonly requestId: string;
  readonly date: Date;
  readonly rendered: RenderedMail;
  /** How the reader refuses what it is sent for; absent for what cannot be refused. */
  readonly refusing: RefusalLinks | undefined;
  /** Where an answer goes; to the sender without one. */
  readonly replyTo?: string | undefined;
  /** GENERATED unless said. */
  readonly automation?: Automation;
  /** One of many alike. */
  readonly isBulk: boolean;
}

/**
 * A multipart/alternative message (RFC 2046 5.1.4), the same bytes for the same input. The library folds and encodes
 * every header's value, so that none can begin a header of its own; what stands inside the message id is an id and nothing else.
 * @throws MailRefused when the address cannot be written to
 */
export async function buildMime(input: MimeInput): Promise<Buffer> {
  const { rendered, date, requestId, refusing, replyTo, automation = 'GENERATED', isBulk } = input;
  const mailId = input.mailId.replace(/[^A-Za-z0-9.-]/g, '-');
  const to = wireAddress(input.to);
  const composer = new MailComposer({
    from: input.from,
    to: { name: '', address: to },
    ...(replyTo !== undefined && { replyTo: { name: '', address: replyTo } }),
    subject: rendered.subject,
    text: rendered.text,
    html: rendered.html,
    date,
    messageId: `<${mailId}@${domainOf(input.from)}>`,
    headers: {
      ...automationFields[automation],
      'X-Request-Id': requestId,
      // RFC 2369 and 8058: a mail program shows its own button, and refuses with one POST.
      ...(refusing && {
        'List-Unsubscribe': `<${refusing.page}>, <${refusing.mailbox}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      // For responders that know no other sign.
      ...(isBulk && { Precedence: 'bulk' }),
    },
    baseBoundary: createHash('sha256').update(mailId).digest('hex').slice(0, 32),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

const domainOf = (from: string): string => /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
