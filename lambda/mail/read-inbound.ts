import { decodeWords } from 'postal-mime';
import type { ParsedMail, ReadInbound } from '../domain/inbound/parsed-mail.ts';
import { cleanLine, cleanText } from './inbound/clean-text.ts';
import { fromMailboxes } from './inbound/from-mailboxes.ts';
import { messageIdOf, referencesOf } from './inbound/message-ids.ts';
import { namedRecipients } from './inbound/named-recipients.ts';
import { type Part, readParts } from './inbound/part-tree.ts';
import { readFiles } from './inbound/read-files.ts';
import { readWords } from './inbound/read-words.ts';
import { splitQuoted } from './inbound/split-quoted.ts';

/** Characters of a subject, and of a field that tells an automatic mail. */
const mostSubject = 20_000;
const mostAutomatic = 200;

/**
 * Reads mails. The bytes of attachments that need no decoding are views of the raw ones; all else is the mail's own. Work and memory grow with
 * the length of the mail and with nothing that stands in it.
 */
export const createReadInbound =
  (): ReadInbound =>
  async (raw, { isCut }) => {
    const mail = readParts(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), isCut);
    const { text, files } = await readWords(mail);
    const { values } = mail;
    return {
      from: fromMailboxes(values('from')),
      recipients: namedRecipients(values),
      subject: subjectOf(values('subject')[0] ?? ''),
      messageId: messageIdOf(values('message-id')[0] ?? ''),
      references: referencesOf(values('in-reply-to'), values('references')),
      automatic: automaticOf(mail),
      ...splitQuoted(cleanText(text)),
      attachments: await readFiles(files),
      isCut,
    };
  };

function subjectOf(field: string): string {
  const words = field.slice(0, mostSubject);
  try {
    return cleanLine(decodeWords(words));
  } catch {
    return cleanLine(words);
  }
}

function automaticOf({ values, type }: Part): ParsedMail['automatic'] {
  const first = (name: Parameters<typeof values>[0]) =>
    values(name)[0] &&
    cleanLine(values(name)[0] ?? '')
      .toLowerCase()
      .slice(0, mostAutomatic);
  const found = {
    autoSubmitted: first('auto-submitted'),
    precedence: first('precedence'),
    autoResponseSuppress: first('x-auto-response-suppress'),
    listId: first('list-id'),
    contentType: values('content-type').length > 0 ? type : undefined,
    loop: first('x-cloudfly-loop'),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== ''));
}
