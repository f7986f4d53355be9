import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReceipts } from '../../lambda/runtime/read-receipt.ts';

const verdict = (status: string) => ({ status });
const mail = {
  messageId: 'o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1',
  source: 'an@example.com',
  commonHeaders: { from: ['An <an@example.com>'], subject: 'x' },
  headers: [{ name: 'Authentication-Results', value: 'amazonses.com; dmarc=pass' }],
};
const receipt = {
  recipients: ['support@cloudfly.example'],
  spfVerdict: verdict('PASS'),
  dkimVerdict: verdict('GRAY'),
  dmarcVerdict: verdict('FAIL'),
  spamVerdict: verdict('PASS'),
  virusVerdict: verdict('PROCESSING_FAILED'),
};
const record = (changes: object = {}, receiptChanges: object = {}, mailChanges: object = {}) => ({
  eventSource: 'aws:ses',
  eventVersion: '1.0',
  ses: { mail: { ...mail, ...mailChanges }, receipt: { ...receipt, ...receiptChanges } },
  ...changes,
});

test('P3.4: a receipt is read: its own verdicts, and no field of the mail that claims any', () => {
  expect(readReceipts({ Records: [record()] })).toEqual([
    {
      id: mail.messageId,
      from: ['An <an@example.com>'],
      source: 'an@example.com',
      recipients: ['support@cloudfly.example'],
      verdicts: { spf: 'PASS', dkim: 'GRAY', dmarc: 'FAIL', spam: 'PASS', virus: 'PROCESSING_FAILED' },
    },
  ]);
});

test('P3.6: a verdict that is missing or not known proves nothing, and the mail is taken all the same', () => {
  const [read] =
    readReceipts({
      Records: [record({}, { dmarcVerdict: undefined, spamVerdict: verdict('DISABLED') })],
    }) ?? [];
  expect(read).toMatchObject({ verdicts: { dmarc: 'PROCESSING_FAILED', spam: 'PROCESSING_FAILED' } });
});

test('a mail with no sender, of the envelope or of its own, is taken', () => {
  const [read] =
    readReceipts({
      Records: [record({}, {}, { source: undefined, commonHeaders: {} })],
    }) ?? [];
  expect(read).toMatchObject({ from: [], source: '' });
});

test('P3.6: what is no receipt of SES is refused, and the others beside it are read', () => {
  const odd = [
    record({ eventSource: 'aws:sns' }),
    record({}, {}, { messageId: '../raw/other' }),
    record({}, {}, { messageId: 7 }),
    record({}, { recipients: [] }),
    record({}, { recipients: [7] }),
    { eventSource: 'aws:ses' },
    null,
  ];
  const read = readReceipts({ Records: [...odd, record()] });
  expect(read?.slice(0, odd.length)).toEqual(odd.map(() => 'UNREADABLE'));
  expect(read?.at(-1)).toMatchObject({ id: mail.messageId });
});

test('a turn of the schedule is no receipt; anything else is refused', () => {
  expect(readReceipts({ source: 'aws.events', 'detail-type': 'Scheduled Event' })).toBeUndefined();
  expect(readReceipts({ source: 'aws.events', Records: [record()] })).toMatchObject([{ id: mail.messageId }]);
  fc.assert(
    fc.property(fc.anything(), (event) => {
      const isTurn = (event as { source?: unknown } | null)?.source === 'aws.events';
      if (!isTurn) expect(readReceipts(event)).toEqual(['UNREADABLE']);
    }),
  );
});
