import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headersIn } from '../../local/ses/receive-headers.ts';
import type { MailToUs } from '../../local/ses/send-to-us.ts';
import { otherAddressesThatAnswer } from './loopback-only.ts';
import { type Receiving, startReceivingAlone, words } from './receiving.ts';

let receiving: Receiving;
beforeAll(async () => {
  receiving = await startReceivingAlone();
});
afterAll(() => receiving.smtp.stop());

const to = 'support@cloudfly.example';
const send = (mail: Partial<MailToUs> = {}) =>
  receiving.smtp.send({ from: 'Nguyễn An <an@example.com>', to, subject: words(), text: words(), ...mail });
const codeOf = (sending: Promise<unknown>) =>
  sending.then(
    () => 'taken',
    (error: { responseCode?: number }) => error.responseCode,
  );

describe('a mail that comes in', () => {
  it('is kept byte for byte, below what SES says of it', async () => {
    const raw = `From: an@example.com\r\nTo: ${to}\r\nX-Odd:  two  spaces\r\n\tfolded\r\n\r\n..dots\r\n.\r\n${words()}\r\n`;
    const { id } = await send({ raw, signAs: false });
    const stored = receiving.kept.get(id)?.toString() ?? '';
    expect(stored.endsWith(`\r\n${raw}`)).toBe(true);
    const names = headersIn(Buffer.from(stored)).map(({ name }) => name);
    expect(names.slice(0, 7)).toEqual([
      'Return-Path',
      'Received',
      'X-SES-Spam-Verdict',
      'X-SES-Virus-Verdict',
      'Received-SPF',
      'Authentication-Results',
      'X-SES-RECEIPT',
    ]);
  });

  it('is told of as SES tells', async () => {
    const subject = `Xin chào ${words()}`;
    const { id } = await send({ subject, to: [to, 'Other <other@elsewhere.example>'], recipients: [to] });
    await receiving.smtp.idle();
    const event = receiving.events.find((one) => JSON.stringify(one).includes(id));
    const { mail } = await receiving.told(id);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(event).toEqual({
      Records: [
        {
          eventSource: 'aws:ses',
          eventVersion: '1.0',
          ses: {
            mail: {
              timestamp: time,
              source: 'an@example.com',
              messageId: id,
              destination: [to, 'other@elsewhere.example'],
              headersTruncated: false,
              headers: headersIn(receiving.kept.get(id) ?? Buffer.alloc(0)),
              commonHeaders: {
                returnPath: 'an@example.com',
                from: ['Nguyễn An <an@example.com>'],
                to: [to, 'Other <other@elsewhere.example>'],
                date: expect.stringMatching(/^\w{3}, \d/),
                messageId: expect.stringMatching(/^<[^<>]+>$/),
                subject,
              },
            },
            receipt: {
              timestamp: time,
              processingTimeMillis: expect.any(Number),
              recipients: [to],
              spamVerdict: { status: 'PASS' },
              virusVerdict: { status: 'PASS' },
              spfVerdict: { status: 'PASS' },
              dkimVerdict: { status: 'PASS' },
              dmarcVerdict: { status: 'PASS' },
              action: {
                type: 'Lambda',
                functionArn: expect.stringMatching(/^arn:aws:lambda:.*:inboundMail$/),
                invocationType: 'Event',
              },
            },
          },
        },
      ],
    });
    expect(mail.headers.some(({ name }) => name === 'DKIM-Signature')).toBe(true);
  });

  it('may have no sender in its envelope, as reports do', async () => {
    const { mail } = await receiving.told((await send({ sender: '' })).id);
    expect([mail.source, mail.commonHeaders.returnPath]).toEqual(['', '']);
    expect(mail.headers[0]).toEqual({ name: 'Return-Path', value: '<>' });
  });

  it('is for any mailbox of the product, and for no other domain', async () => {
    for (const mailbox of ['support+req-1234567890', 'no-reply', 'nobody-knows', 'SUPPORT'])
      await send({ to: `${mailbox}@CloudFly.example` });
    for (const other of [
      'a@elsewhere.example',
      'a@cloudfly.example.hostile.example',
      'a@sub.cloudfly.example',
    ])
      expect(await codeOf(send({ to: other }))).toBe(550);
    const both = await send({ recipients: ['a@elsewhere.example', to] });
    expect(both).toMatchObject({ accepted: [to], rejected: ['a@elsewhere.example'] });
    expect((await receiving.told(both.id)).receipt.recipients).toEqual([to]);
  });

  it('goes to 50 recipients, whatever number it names', async () => {
    const many = Array.from({ length: 1000 }, (_, n) => `mailbox${n}@cloudfly.example`);
    const { id, accepted, rejected } = await send({ to: many });
    expect([accepted.length, rejected.length]).toEqual([50, 950]);
    const { mail, receipt } = await receiving.told(id);
    expect(receipt.recipients).toEqual(many.slice(0, 50));
    // SES tells of 10 KB of fields; the parts taken out of them are whole.
    expect(mail.headersTruncated).toBe(true);
    expect(mail.headers.some(({ name }) => name === 'To')).toBe(false);
    expect(mail.commonHeaders.to).toHaveLength(1000);
  });

  it('has at most 40 MB', async () => {
    const kept = receiving.kept.size;
    const raw = Buffer.alloc(40 * 1024 * 1024 + 1, 'x\r\n');
    expect(await codeOf(send({ raw, signAs: false }))).toBe(552);
    expect(receiving.kept.size).toBe(kept);
    const answers = await converse([`MAIL FROM:<an@example.com> SIZE=${raw.length}`]);
    expect(answers).toContain('552');
  });

  it('is asked for again when it could not be kept', async () => {
    const full = await startReceivingAlone({ keep: () => Promise.reject(new Error('no room')) });
    const { error } = console;
    console.error = () => {};
    try {
      expect(await codeOf(full.smtp.send({ from: 'an@example.com', to, text: words() }))).toBe(451);
      await full.smtp.idle();
      expect(full.events).toEqual([]);
    } finally {
      console.error = error;
      await full.smtp.stop();
    }
  });
});

describe('the function', () => {
  const failing = async (failures: number) => {
    const seen: string[] = [];
    const own = await startReceivingAlone({
      invoke: async (event) => {
        seen.push(JSON.stringify(event));
        if (seen.length <= failures) return { error: { errorType: 'Error', errorMessage: 'not now' } };
        return { result: null };
      },
    });
    const { error } = console;
    const said: unknown[] = [];
    console.error = (line: unknown) => void said.push(line);
    try {
      await own.smtp.send({ from: 'an@example.com', to, text: words() });
    } finally {
      await own.smtp.stop();
      console.error = error;
    }
    return { seen, said };
  };

  it('is called again with the same event until it succeeds, three times in all', async () => {
    const twice = await failing(2);
    expect([twice.seen.length, new Set(twice.seen).size, twice.said]).toEqual([3, 1, []]);
    const always = await failing(9);
    expect(always.seen).toHaveLength(3);
    // A line that somebody reads, and nothing of the mail in it.
    expect(always.said).toHaveLength(1);
    expect(String(always.said[0])).not.toContain('example.com');
  });
});

describe('the fields of a mail', () => {
  it('are read from whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const { name, value } of headersIn(Buffer.from(bytes)))
          expect([/^[!-~]+$/.test(name), /[\r\n]\S/.test(value)]).toEqual([true, false]);
      }),
    );
    expect(headersIn(Buffer.from('A: 1\n b\nno field\nB : 2\n\nC: 3\n'))).toEqual([
      { name: 'A', value: '1 b' },
      { name: 'B', value: '2' },
    ]);
  });
});

describe('the port', () => {
  it('is on 127.0.0.1 alone, and no browser talks to it', async () => {
    expect(await otherAddressesThatAnswer(`http://127.0.0.1:${receiving.smtp.port}`)).toEqual([]);
    const answers = await converse(['POST / HTTP/1.1', 'Host: 127.0.0.1', 'MAIL FROM:<a@example.com>'], '');
    expect(answers).toContain('421');
    expect(answers).not.toContain('250');
  });

  it('that is taken is said in one sentence', async () => {
    const { port } = receiving.smtp;
    await expect(startReceivingAlone({ port })).rejects.toThrow(`port ${port} of 127.0.0.1 is taken`);
  });
});

/** Says lines to the server, whatever it answers. @returns everything it answered */
async function converse(lines: readonly string[], greeting = 'EHLO [192.0.2.10]\r\n'): Promise<string> {
  const socket = connect(receiving.smtp.port, '127.0.0.1');
  await new Promise((resolve) => socket.once('data', resolve));
  const answers = textOf(socket);
  socket.write(`${greeting}${lines.join('\r\n')}\r\nQUIT\r\n`);
  return answers;
}
