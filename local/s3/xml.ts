import type { S3Error } from './errors.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

export interface Elements {
  readonly [name: string]: string | number | boolean | undefined | Elements | readonly (string | Elements)[];
}

/** Writes a document of S3's namespace; a list repeats its element, undefined leaves it out. */
export function toXml(root: string, elements: Elements): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${namespace}">${inner(elements)}</${root}>`;
}

/** Text of the first element of that name in a small document without attributes there, as S3's inputs are. */
export function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<>]*)</${name}>`).exec(xml)?.[1]?.trim();
}

export function errorXml(error: S3Error, requestId: string): string {
  const details = inner({ Code: error.code, Message: error.message, RequestId: requestId });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${details}</Error>`;
}

function inner(elements: Elements): string {
  return Object.entries(elements)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one) => element(name, one)) : [element(name, value)],
    )
    .join('');
}

function element(name: string, value: Elements[string]): string {
  if (value === undefined) return '';
  const content = typeof value === 'object' ? inner(value as Elements) : escapeXml(String(value));
  return `<${name}>${content}</${name}>`;
}

function escapeXml(text: string): string {
  // XML 1.0 has no other control characters at all; S3 leaves such keys to `encoding-type=url`.
  return text.replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
