import { expect, test } from 'vitest';
import { namedRecipients } from '../../../lambda/mail/inbound/named-recipients.ts';
import { readHead } from '../../../lambda/mail/inbound/read-head.ts';

const named = (...lines: string[]) =>
  namedRecipients(readHead(Buffer.from(`${lines.join('\r\n')}\r\n\r\nwords`)).values);
const signed = (h: string) => `DKIM-Signature: v=1; a=rsa-sha256; d=a.example; h=${h}; bh=x; b=y`;
const to = 'To: Us <us@a.example>, g: other@a.example;';
const cc = 'Cc: copy@a.example';

test('names who To and Cc name, of a mail that nobody signed or whose signatures cover both', () => {
  const all = ['us@a.example', 'other@a.example', 'copy@a.example'];
  expect(named(to, cc)).toEqual(all);
  expect(named(signed('From:To:Cc'), to, cc)).toEqual(all);
  expect(named('DKIM-Signature: v=1; h = from : to :\r\n\tcc;\r\n b=y', to, cc)).toEqual(all);
  expect(named('Subject: x')).toEqual([]);
});

test('P3.6: names nobody by a field that a signature leaves to whoever hands the mail on', () => {
  expect(named(signed('from:to'), to, cc)).toEqual(['us@a.example', 'other@a.example']);
  expect(named(signed('from'), to, cc)).toEqual([]);
  expect(named(signed('from:to:cc'), signed('from'), to, cc)).toEqual([]);
  expect(named('DKIM-Signature: nonsense', to, cc)).toEqual([]);
  expect(named(...Array.from({ length: 20 }, () => signed('from:to:cc')), signed('from'), to)).toEqual([]);
});

test('P3.6: names nobody by a field that stands twice, nor by a mail of two ids', () => {
  expect(named(signed('from:to:cc'), 'To: us@b.example', to, cc)).toEqual(['copy@a.example']);
  expect(named(to, 'Message-ID: <a@b>', 'Message-ID: <c@d>')).toEqual([]);
});

test('reads a crowd as far as it goes', () => {
  const crowd = Array.from({ length: 5000 }, (_, n) => `p${n}@a.example`).join(', ');
  expect(named(`To: ${crowd}`).length).toBeLessThanOrEqual(20);
});
