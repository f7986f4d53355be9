import { addressParser, decodeWords } from 'postal-mime';
import type { MailAddress } from './read-mail.ts';

export interface Header {
  readonly name: string;
  /** Unfolded, not decoded. */
  readonly value: string;
}

const longestHead = 1024 * 1024;

/** The fields above a mail's first empty line, in their order; lines that are none are left out. */
export function headersIn(raw: Buffer): readonly Header[] {
  const head =
    raw
      .subarray(0, longestHead)
      .toString('utf8')
      .split(/\r?\n\r?\n/, 1)[0] ?? '';
  return head
    .replaceAll(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name, value = ''] = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/s.exec(line) ?? [];
      return name === undefined ? [] : [{ name, value: value.trim() }];
    });
}

/** Values of a field, as often as it stands there. */
export function valuesOf(headers: readonly Header[], name: string): readonly string[] {
  return headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
}

/** Every mailbox of a field, groups opened. */
export function mailboxesOf(headers: readonly Header[], name: string): readonly MailAddress[] {
  return addressParser(valuesOf(headers, name).join(', '), { flatten: true }).map((entry) => ({
    name: decodeWords(entry.name),
    address: entry.address ?? '',
  }));
}

/** What SES says of the mail's fields apart from the list of them: decoded, each part only where the mail has it. */
export function commonHeadersOf(
  headers: readonly Header[],
  returnPath: string,
): Readonly<Record<string, unknown>> {
  const written = ({ name, address }: MailAddress) => {
    if (!name) return address;
    const plain = /^[\w !#$%&'*+/=?^`{|}~\u0080-\uffff-]+$/.test(name);
    return `${plain ? name : `"${name.replaceAll(/["\\]/g, '\\$&')}"`} <${address}>`;
  };
  const lists = { from: 'from', to: 'to', cc: 'cc', bcc: 'bcc', sender: 'sender', replyTo: 'reply-to' };
  const single = { date: 'date', messageId: 'message-id', subject: 'subject' };
  return {
    returnPath,
    ...Object.fromEntries(
      Object.entries(lists)
        .filter(([, name]) => valuesOf(headers, name).length > 0)
        .map(([key, name]) => [key, mailboxesOf(headers, name).map(written)]),
    ),
    ...Object.fromEntries(
      Object.entries(single).flatMap(([key, name]) =>
        valuesOf(headers, name)
          .slice(0, 1)
          .map((value) => [key, decodeWords(value)]),
      ),
    ),
  };
}
