import { randomBytes } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { createReadInbound } from '../../../lambda/mail/read-inbound.ts';
import { mail } from '../../fixtures/broken-mails/broken-mail.ts';

const read = createReadInbound();
const whole = (raw: Uint8Array) => read(raw, { isCut: false });

describe('the fields of a mail', () => {
  it('name what it answers: the nearest first, each once, so many at most', async () => {
    const long = Array.from({ length: 5000 }, (_, n) => `<r${n}@example.org>`);
    const { references, messageId } = await whole(
      mail(
        'Message-ID: <own@example.com>',
        'In-Reply-To: <r4998@example.org>',
        `References: ${long.join('\r\n ')}`,
        '',
        'x',
      ),
    );
    expect(messageId).toBe('own@example.com');
    expect(references.slice(0, 3)).toEqual(['r4998@example.org', 'r4999@example.org', 'r4997@example.org']);
    expect(references).toHaveLength(limits.inboundReferences);
  });

  it('name nothing that is no id', async () => {
    const { references, messageId } = await whole(
      mail('Message-ID: a b', 'In-Reply-To: your mail of Monday', '', 'x'),
    );
    expect([references, messageId]).toEqual([[], undefined]);
    expect((await whole(mail('Message-ID: bare@example.com', '', 'x'))).messageId).toBe('bare@example.com');
  });

  it('tell an automatic mail, each as its first one says it', async () => {
    const { automatic } = await whole(
      mail(
        'Auto-Submitted: Auto-Replied; owner=x',
        'Auto-Submitted: no',
        'Precedence: BULK',
        'X-Auto-Response-Suppress: All',
        'List-Id: The list <list.example.org>',
        'X-CloudFly-Loop: 1',
        'Content-Type: Multipart/Report; report-type=delivery-status; boundary=b',
        '',
        'x',
      ),
    );
    expect(automatic).toEqual({
      autoSubmitted: 'auto-replied; owner=x',
      precedence: 'bulk',
      autoResponseSuppress: 'all',
      listId: 'the list <list.example.org>',
      loop: '1',
      contentType: 'multipart/report',
    });
    expect((await whole(mail('', 'x'))).automatic).toEqual({});
  });

  it('that claim what a receiving server says are not read', async () => {
    const forged = 'Authentication-Results: mx.example; dkim=pass; dmarc=pass header.from=example.com';
    expect(await whole(mail(forged, '', 'x'))).toEqual(await whole(mail('', 'x')));
  });
});

describe('the files of a mail', () => {
  const composed = (options: object) =>
    new MailComposer({ from: 'an@example.com', text: 'Chào', ...options }).compile().build();

  it('are the bytes that were sent, under their names', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(100_000)]);
    const { text, attachments } = await whole(
      await composed({ attachments: [{ filename: 'hóa đơn số 1.pdf', content: bytes }] }),
    );
    expect(text).toBe('Chào');
    expect(attachments).toEqual([
      {
        name: 'hóa đơn số 1.pdf',
        contentType: 'application/pdf',
        bytes: new Uint8Array(bytes),
        refused: undefined,
      },
    ]);
  });

  it('are the pictures within it too', async () => {
    const gif = Buffer.from('R0lGODlhAQABAAAAACw=', 'base64');
    const html = '<p>Chào HTML <img src="cid:1@x" alt="logo"></p>';
    const raw = await composed({
      text: undefined,
      html,
      attachments: [{ cid: '1@x', filename: 'logo.gif', content: gif }],
    });
    const { text, attachments } = await whole(raw);
    expect(text).toBe('Chào HTML logo');
    expect(attachments).toMatchObject([{ name: 'logo.gif', contentType: 'image/gif' }]);
  });

  it('are refused where they are too large, encoded or not', async () => {
    const large = Buffer.alloc(limits.attachmentBytes + 1, 'a');
    const fits = large.subarray(1);
    for (const encoding of ['base64', '7bit'] as const)
      for (const [content, refused] of [
        [large, 'TOO_LARGE'],
        [fits, undefined],
      ] as const) {
        const raw = await composed({
          attachments: [{ filename: 'a.txt', content, contentTransferEncoding: encoding }],
        });
        const [file] = (await whole(raw)).attachments;
        expect([file?.refused, file?.bytes.length]).toEqual([refused, refused ? 0 : limits.attachmentBytes]);
      }
  });

  it('are refused where they are too many, not where one of them is refused for itself', async () => {
    const program = { filename: 'a.exe', content: Buffer.from('4d5a900003000000', 'hex') };
    const notes = Array.from({ length: limits.attachments + 1 }, (_, n) => ({
      filename: `${n}.csv`,
      content: 'a,b',
    }));
    const { attachments } = await whole(await composed({ attachments: [program, ...notes] }));
    expect(attachments.map(({ refused }) => refused)).toEqual([
      'EXECUTABLE',
      ...Array.from({ length: limits.attachments }, () => undefined),
      'TOO_MANY',
    ]);
    expect(attachments.at(-1)?.name).toBe(`${limits.attachments}.csv`);
  });

  it('are a named text behind the first, and a calendar', async () => {
    const raw = await composed({
      attachments: [
        { filename: 'log.txt', content: 'a log', contentDisposition: 'inline' },
        { filename: 'a.ics', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', contentType: 'text/calendar' },
      ],
    });
    const { text, attachments } = await whole(raw);
    expect(text).toBe('Chào');
    expect(attachments.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['log.txt', 'text/plain'],
      ['a.ics', 'text/calendar'],
    ]);
  });
});
