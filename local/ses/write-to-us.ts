import type { IncomingMessage } from 'node:http';
import { BodyTooLarge, readBody } from '../request-body.ts';
import { type KeptMail, type Mailbox, seenMessageId } from './mailbox.ts';
import { type ReadMail, readMail } from './read-mail.ts';
import type { LocalSmtp } from './receive-start.ts';
import type { MailToUs } from './send-to-us.ts';

/** Where what is written on the inbox page goes; it is known once everything has started. */
export interface WriteToUs {
  /** Address that a new mail is for, unless another is named. */
  address(): string;
  smtp(): Pick<LocalSmtp, 'send'> | undefined;
}

/** Where the browser goes then; or why nothing was sent. */
export interface Written {
  readonly status: number;
  readonly location?: string;
  readonly words?: string;
}

const longestForm = 256 * 1024;

/** Takes a form of the inbox page, and sends the mail that it describes. Forms of other sites are refused. */
export async function writeToUs(
  mailbox: Mailbox,
  writing: WriteToUs,
  request: IncomingMessage,
): Promise<Written> {
  const { origin, host } = request.headers;
  if (origin !== `http://${host}`)
    return { status: 403, words: 'This form is sent from the inbox page alone.\n' };
  const smtp = writing.smtp();
  if (!smtp) return { status: 503, words: 'Mail cannot be taken yet; try again in a moment.\n' };
  const [, id = ''] = /^\/inbox\/(?:write|([0-9a-f-]+)\/reply)$/.exec(request.url ?? '') ?? [];
  const mail = mailbox.find(id);
  const raw = mailbox.raw(id);
  if (request.url !== '/inbox/write' && !(mail && raw))
    return { status: 404, words: 'There is no such mail.\n' };
  try {
    const form = new URLSearchParams((await readBody(request, longestForm)).toString());
    await smtp.send({
      ...(mail && raw ? reply(mail, await readMail(raw), form) : fresh(form)),
      ...(form.has('forged') && { signAs: false, clientIp: '198.51.100.66' }),
    });
    return { status: 303, location: mail ? `/inbox/${mail.id}?sent` : '/inbox?sent' };
  } catch (error) {
    if (error instanceof BodyTooLarge) return { status: 413, words: `${error.message}\n` };
    return { status: 400, words: `The mail was not taken: ${error instanceof Error ? error.message : ''}\n` };
  }
}

const fresh = (form: URLSearchParams): MailToUs => ({
  from: form.get('from') ?? '',
  to: form.get('to') ?? '',
  subject: form.get('subject') ?? '',
  text: form.get('text') ?? '',
});

/** What a mail client makes of a reply (RFC 5322, 3.6.4), with the old words below the new ones. */
function reply(mail: KeptMail, read: ReadMail, form: URLSearchParams): MailToUs {
  const field = (name: string) => read.headers.find((header) => header.name.toLowerCase() === name)?.value;
  const messageId = seenMessageId(mail);
  const quoted = read.text.trimEnd().replaceAll(/^/gm, '> ');
  return {
    from: mail.destinations[0] ?? '',
    to: field('reply-to') ?? field('from') ?? '',
    subject: `Re: ${mail.subject.replace(/^re:\s*/i, '')}`,
    text: `${form.get('text') ?? ''}\n\nOn ${new Date(mail.time).toUTCString()}, ${read.from[0]?.address} wrote:\n${quoted}\n`,
    inReplyTo: messageId,
    references: [...(field('references')?.match(/<[^<>\s]+>/g) ?? []), messageId],
  };
}
