import PostalMime from 'postal-mime';
import type { Part } from './part-tree.ts';

/** A part without its encoding, and the name of its file as the sender wrote it. */
export interface DecodedPart {
  readonly bytes: Uint8Array;
  readonly name: string | undefined;
}

/** A part as it is read by the library: an attachment, whatever the mail calls it, so that nothing in it decides how it is read. */
export async function decodePart(part: Part, { withBody = true } = {}): Promise<DecodedPart> {
  const encoding = withBody ? encodingOf(part) : undefined;
  const [type = '', disposition = ''] = [
    part.values('content-type')[0],
    part.values('content-disposition')[0],
  ];
  const head = [
    `Content-Type: application/octet-stream${parametersOf(type)}`,
    `Content-Disposition: attachment${parametersOf(disposition)}`,
    `Content-Transfer-Encoding: ${encoding ?? '8bit'}`,
  ].join('\r\n');
  const bytes = withBody ? part.body : empty;
  try {
    // What is not encoded is not given to it: it keeps an object for each line, which ten million empty ones would make of a mail.
    const { attachments } = await PostalMime.parse(joined(`${head}\r\n\r\n`, encoding ? part.body : empty));
    const [read] = attachments;
    const content = encoding && read ? contentOf(read.content) : bytes;
    // It ends every line but one that says it goes on; the line end before a delimiter is none of the part's.
    const isEnded =
      encoding === 'quoted-printable' && !/[\n=]$/.test(part.body.subarray(-1).toString('latin1'));
    return { bytes: isEnded ? content.subarray(0, -1) : content, name: read?.filename ?? undefined };
  } catch {
    return { bytes, name: undefined };
  }
}

/** In memory of its own, so that the library makes no copy of it. */
function joined(head: string, body: Uint8Array): ArrayBuffer {
  const first = Buffer.from(head, 'utf8');
  const whole = new Uint8Array(first.length + body.length);
  whole.set(first);
  whole.set(body, first.length);
  return whole.buffer;
}

const empty = new Uint8Array(0);

/** Encodings that there is something to do for; any other is none, or nobody's. */
export function encodingOf({ values }: Pick<Part, 'values'>): 'base64' | 'quoted-printable' | undefined {
  const [field = ''] = values('content-transfer-encoding');
  const name = /[\w-]+/.exec(field.replace(/\([^()]*\)/g, ' '))?.[0].toLowerCase();
  return name === 'base64' || name === 'quoted-printable' ? name : undefined;
}

const parametersOf = (field: string): string => {
  const at = field.indexOf(';');
  return at < 0 ? '' : field.slice(at).replace(/[\r\n\0]/g, ' ');
};

const contentOf = (content: ArrayBuffer | Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
