import { describe, expect, test } from 'vitest';
import { MailRefused } from '../../lambda/domain/mail/transport-errors.ts';
import { buildMime, type MimeInput } from '../../lambda/mail/mime.ts';
import { createReadInbound } from '../../lambda/mail/read-inbound.ts';
import { expectClean } from '../mail/clean-mail.ts';

const good: MimeInput = {
  from: 'CloudFly <no-reply@cloudfly.example>',
  to: 'someone@mail.example',
  mailId: 'MAIL1',
  requestId: 'R-1',
  date: new Date('2026-03-02T08:00:00.000Z'),
  rendered: { subject: 'Subject', html: '<p>x</p>', text: 'x' },
  refusing: undefined,
  isBulk: false,
};
const breaks = ['\r\n', '\n', '\r', '\r\n ', '\u0085', '\u2028', '\u0000', '%0d%0a', '=?utf-8?Q?=0D=0A?='];
const fields: Readonly<Record<string, (words: string) => Partial<MimeInput>>> = {
  'the address': (words) => ({ to: `someone@mail.example${words}` }),
  'the local part': (words) => ({ to: `some${words}@mail.example` }),
  'the id': (mailId) => ({ mailId }),
  'the request': (requestId) => ({ requestId }),
  'the subject': (subject) => ({ rendered: { ...good.rendered, subject } }),
  'the words': (text) => ({ rendered: { ...good.rendered, text, html: text } }),
  'where an answer goes': (words) => ({ replyTo: `reply+${words}@cloudfly.example` }),
  'the link of refusal': (words) => ({
    refusing: { page: `https://a.example/${words}`, mailbox: `mailto:a@b.example?subject=${words}` } as never,
  }),
};

describe.each(Object.entries(fields))('a mail with a header in %s', (_, change) => {
  test.each(breaks)('after %j has none, or is refused', async (end) => {
    const words = `x${end}Bcc: everybody@evil.example${end}${end}<b>`;
    let wire: string;
    try {
      wire = (await buildMime({ ...good, ...change(words) })).toString('latin1');
    } catch (error) {
      expect(error).toBeInstanceOf(MailRefused);
      expect(String(error)).not.toContain('evil.example');
      return;
    }
    const head = wire.slice(0, wire.indexOf('\r\n\r\n'));
    expect(head).not.toMatch(/(?:^|[\r\n])bcc:/i);
    expect(head.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(head.match(/^Content-Type:/gim)).toHaveLength(1);
  });
});

const hostile: Readonly<Record<string, string>> = {
  'fields named like the prototype':
    '__proto__: a@b.example\r\nconstructor: x\r\nprototype: y\r\nhasOwnProperty: z\r\n\r\nwords',
  'parameters named like the prototype':
    'Content-Type: multipart/mixed; __proto__=x; constructor=y; boundary=b\r\n\r\n--b\r\n\r\nwords\r\n--b--',
  'continued parameters named like the prototype':
    "Content-Type: text/plain; __proto__*0*=utf-8''polluted; __proto__*1=x; constructor*=utf-8''y; name*0*=a\r\n\r\nwords",
  'a disposition of the prototype':
    'Content-Type: application/pdf\r\nContent-Disposition: __proto__; filename="__proto__"; polluted=true\r\n\r\n%PDF-1.4',
  'a character set of the prototype': 'Content-Type: text/plain; charset=__proto__\r\n\r\nwords',
  'an encoding of the prototype': 'Content-Transfer-Encoding: constructor\r\n\r\nwords',
  'a type of the prototype': 'Content-Type: constructor/__proto__\r\n\r\nwords',
  'an entity of the prototype':
    'Content-Type: text/html\r\n\r\n<__proto__ constructor="x">&__proto__;&constructor;words</__proto__>',
  'an encoded word of the prototype': 'Subject: =?__proto__?Q?a?= =?utf-8?constructor?b?=\r\n\r\nwords',
};

test.each(Object.entries(hostile))('a mail with %s is read as any', async (_, raw) => {
  const bytes = new TextEncoder().encode(`From: an@mail.example\r\n${raw}`);
  expectClean(await createReadInbound()(bytes, { isCut: false }), bytes.length);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});
