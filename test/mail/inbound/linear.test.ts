import { describe, expect, it } from 'vitest';
import { createReadInbound } from '../../../lambda/mail/read-inbound.ts';
import { expectClean } from '../clean-mail.ts';

const read = createReadInbound();
/** So much of a unit that work with the square of it would not end before the test does. */
const size = 2_000_000;
const fill = (unit: string): string => unit.repeat(Math.floor(size / unit.length));
const typed = (type: string) => `From: an@example.com\r\nContent-Type: ${type}\r\n`;
const mixed = `${typed('multipart/mixed; boundary=b')}\r\n`;
const html = `${typed('text/html')}\r\n`;
const levels = Array.from(
  { length: 30 },
  (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
);

const hostile: Readonly<Record<string, string>> = {
  'line ends': `\r\n${fill('\n')}`,
  'carriage returns in the head': fill('\r'),
  'carriage returns in the words': `\r\n${fill('a\r')}`,
  spaces: `\r\n${fill(' ')}`,
  'blank lines': `\r\n${fill(' \n\t')}`,
  'combining marks': `\r\n${fill('\u0301\u0316')}`,
  'combining marks in the subject': `Subject: ${fill('\u0301\u0316')}\r\n\r\n`,
  fields: fill('X: y\r\n'),
  'fields that count': fill('From: a@b.example, c@d.example\r\n'),
  'a folded field': `Subject: a\r\n${fill(' \r\n')}`,
  'a folded field that counts': `From: a\r\n${fill(' <\r\n')}`,
  'encoded words': `Subject: ${fill('=?utf-8?q?=C4?= ')}\r\n\r\n`,
  'halves of encoded words': `Subject: ${fill('=?a?q?')}\r\n\r\n`,
  'message ids': `References: ${fill('<a@b>')}\r\n\r\n`,
  brackets: `References: ${fill('<')}\r\nFrom: ${fill('<')}\r\n\r\n`,
  parameters: `${typed(`multipart/mixed${fill('; boundary')}`)}\r\n`,
  'comments in a field': `Content-Transfer-Encoding: ${fill('(')}\r\n\r\n`,
  'empty parts': mixed + fill('--b\n\n'),
  'parts that look like files': mixed + fill('--b\nContent-Type: application/pdf\n\n%PDF-1.4\n'),
  'almost delimiters': mixed + fill('--b-\n'),
  'a boundary like the words': `${typed(`multipart/mixed; boundary=${'a'.repeat(198)}`)}\r\n${fill('--aaaaaaaa')}`,
  levels: levels.join('') + fill('--b29\n'),
  'Base64 of one character a line': `Content-Transfer-Encoding: base64\r\n\r\n${fill('a\n')}`,
  'almost Base64': `Content-Transfer-Encoding: base64\r\n\r\na${fill(' ')}`,
  'quoted-printable of nothing': `Content-Transfer-Encoding: quoted-printable\r\n\r\n${fill('=\n')}`,
  elements: html + fill('<b>x'),
  'elements that never close': html + fill('<blockquote>'),
  'elements that close nothing': html + fill('<i>') + fill('</b>'),
  links: html + fill('<a href="https://e.example">x</a>'),
  'links that never close': html + fill('<a href="https://e.example">x'),
  'one attribute': `${html}<a href="https:${fill('&lt;')}">`,
  'opening brackets': html + fill('<'),
  'comments that never end': html + fill('<!--'),
  'scripts that never end': html + fill('<script>'),
  'quoted lines': `\r\n${fill('> a\nb\n')}`,
  'lines before quoted ones': `\r\n${fill('On wrote:\n')}`,
  'one line before a quoted one': `\r\n${fill('On wrote   ')}\n> a`,
  'heads of quoted mails': `\r\n${fill('From: a\n')}`,
};

// A pattern that takes time with the square of its input would need minutes for each of these: its test would end by itself.
describe('two megabytes of', () => {
  it.each(Object.entries(hostile))('%s are read', async (_, text) => {
    const raw = new TextEncoder().encode(text);
    expectClean(await read(raw, { isCut: false }), raw.length);
  });
});

describe('what costs nothing', () => {
  it('is a thousand parts and what is beyond them, which stays as it is', async () => {
    const { text, attachments } = await read(new TextEncoder().encode(mixed + fill('--b\n\nx\n')), {
      isCut: false,
    });
    expect(attachments).toEqual([]);
    expect(text.split('\n').filter((line) => line === 'x').length).toBeGreaterThan(100_000);
  });

  it('is a thousand files: ten are kept, the rest is named or counted', async () => {
    const part = '--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF-1.4\r\n';
    const { attachments } = await read(new TextEncoder().encode(mixed + part.repeat(900)), { isCut: false });
    expect(attachments.filter(({ refused }) => !refused).length).toBe(10);
    expect(attachments.filter(({ refused }) => refused === 'TOO_MANY').length).toBe(890);
  });
});
