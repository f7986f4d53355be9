/** A mail as its sender's program writes it. */
export interface Writing {
  /** As the field has it; undefined: there is none. */
  readonly from: string | undefined;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly files: readonly { readonly name: string; readonly content: Buffer }[];
  /** Further fields, each a line. */
  readonly fields: readonly string[];
}

const boundary = '=_between-the-parts';
const folded = (content: Buffer) => content.toString('base64').replace(/(.{76})/g, '$1\r\n');
const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** In MIME (RFC 5322, RFC 2045), the same bytes every time. */
export function rawOf({ from, to, subject, text, messageId, inReplyTo, files, fields }: Writing): Buffer {
  const words = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${folded(Buffer.from(text))}`;
  const parts = files.map(
    ({ name, content }) =>
      `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${folded(content)}`,
  );
  const body = [words, ...parts].map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  const head = [
    ...(from === undefined ? [] : [`From: ${from}`]),
    ...[`To: ${to}`, `Subject: ${word(subject)}`, `Message-ID: ${messageId}`],
    ...(inReplyTo === undefined ? [] : [`In-Reply-To: ${inReplyTo}`, `References: ${inReplyTo}`]),
    ...[...fields, 'MIME-Version: 1.0', `Content-Type: multipart/mixed; boundary="${boundary}"`],
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}--${boundary}--\r\n`);
}
