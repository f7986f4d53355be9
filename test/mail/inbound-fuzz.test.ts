import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReadInbound } from '../../lambda/mail/read-inbound.ts';
import { expectClean } from './clean-mail.ts';

const read = createReadInbound();
const word = `t${randomBytes(8).toString('hex')}`;

/** Pieces that mails are made of, to be put together in any order. */
const piece = fc.constantFrom(
  'From: an@example.com\r\n',
  'Subject: =?utf-8?Q?a?= =?x?B?b?=\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: multipart/alternative; boundary="c d"\r\n',
  'Content-Type: text/html; charset=utf-16\r\n',
  'Content-Type: message/rfc822\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  "Content-Disposition: attachment; filename*0*=utf-8''%E1; filename*1=x\r\n",
  '\r\n',
  '--b\r\n',
  '--c d\r\n',
  '--b--\r\n',
  ' folded\r\n',
  '> quoted\r\n',
  'On 1 May 2026 at 10:00, An <an@example.com> wrote:\r\n',
  '<p>html<blockquote><script>',
  '=3D=\r\n',
  'SGVsbG8=\r\n',
  '\0\u202E\u0301',
);

/** A whole mail with the word in its text. Nothing of the word is near a place where a change would make it another. */
const whole = [
  'From: An <an@example.com>',
  'Subject: Xin chào',
  'Message-ID: <1@example.com>',
  'References: <2@example.com> <3@example.com>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  '--outer',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Chào,',
  word,
  '> quoted',
  '--outer',
  'Content-Type: application/pdf; name="a.pdf"',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="a.pdf"',
  '',
  'JVBERi0xLjQK',
  '--outer--',
  '',
].join('\r\n');
const bytes = Buffer.from(whole);
const at = bytes.indexOf(word);
const end = at + word.length;
const elsewhere = fc.oneof(fc.nat(at - 1), fc.integer({ min: end, max: bytes.length }));
const said = ({ text, quoted = '' }: { text: string; quoted: string | undefined }) => `${text}\n${quoted}`;

describe('any mail', () => {
  it('of any bytes is read into something clean, no larger than it was', async () => {
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc
        .array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 60 })
        .map((all) => Buffer.from(all.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(any, fc.boolean(), async (raw, isCut) => {
        expectClean(await read(raw, { isCut }), raw.length);
      }),
      { numRuns: 1500 },
    );
  });

  it('is the same whatever memory its bytes are a view of', async () => {
    const around = Buffer.concat([Buffer.from('From: bo@example.org\r\n\r\n'), bytes, Buffer.from('tail')]);
    const view = around.subarray(24, 24 + bytes.length);
    expect(await read(view, { isCut: false })).toEqual(await read(new Uint8Array(bytes), { isCut: false }));
  });
});

describe('a mail that was damaged', () => {
  it('keeps its words when bytes around them are changed, left out or put in', async () => {
    const change = fc.record({ at: elsewhere, out: fc.nat(6), put: fc.uint8Array({ maxLength: 6 }) });
    await fc.assert(
      fc.asyncProperty(change, async ({ at: from, out, put }) => {
        const to = from < at ? Math.min(from + out, at) : Math.min(from + out, bytes.length);
        const raw = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);
        const parsed = await read(raw, { isCut: false });
        expectClean(parsed, raw.length);
        const files = parsed.attachments.map((file) => Buffer.from(file.bytes).toString());
        // Where the damage made a file of the text it is in that file.
        expect([said(parsed), ...files].some((each) => each.includes(word))).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps its words when a line is lost or is there twice', async () => {
    const lines = whole.split('\r\n');
    for (const [n, line] of lines.entries()) {
      if (line === word) continue;
      for (const instead of [[], [line, line]]) {
        const raw = Buffer.from(lines.toSpliced(n, 1, ...instead).join('\r\n'));
        const parsed = await read(raw, { isCut: false });
        expectClean(parsed, raw.length);
        expect(said(parsed), `line ${n} ${instead.length} times`).toContain(word);
      }
    }
  });

  it('keeps its words when it is cut off anywhere behind them', async () => {
    for (let length = 0; length <= bytes.length; length++) {
      const parsed = await read(bytes.subarray(0, length), { isCut: true });
      expectClean(parsed, length);
      expect(parsed.isCut).toBe(true);
      if (length >= end) expect(said(parsed)).toContain(word);
    }
  });

  it('names the file that was cut off, and keeps none of it', async () => {
    const [file] = (await read(bytes.subarray(0, bytes.length - 14), { isCut: true })).attachments;
    expect(file).toMatchObject({ name: 'a.pdf', refused: 'CUT', bytes: new Uint8Array(0) });
  });
});
