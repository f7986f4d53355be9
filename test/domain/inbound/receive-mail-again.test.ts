import { expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { type InboundMail, inboundStates } from '../../../lambda/domain/inbound/inbound-mail.ts';
import { type ReceiveDeps, receiveMail } from '../../../lambda/domain/inbound/receive-mail.ts';
import { readReceipts } from '../../../lambda/runtime/read-receipt.ts';

const now = new Date('2026-03-02T03:00:00.000Z');
const pass = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', spam: 'PASS', virus: 'PASS' } as const;
const known: InboundMail = {
  id: 'k3v9q0example0000',
  receivedAt: '2026-03-01T00:00:00.000Z',
  verdicts: pass,
  fromIndexes: ['an-index'],
  isNullSender: false,
  isEnvelopeAligned: true,
  mailbox: 'SUPPORT',
  threadReference: 'REQ-0123456789',
  refusal: undefined,
  state: 'GIVEN_UP',
  cause: 'NOT_FILED',
  version: 9,
  attempt: limits.inboundAttempts,
  dueAt: undefined,
  filed: undefined,
};

/** What `docs/operations.md` has the operator hand over. */
const handedOver = (id: string) => ({
  Records: [
    { eventSource: 'aws:ses', ses: { mail: { messageId: id }, receipt: { recipients: ['taken-up-again'] } } },
  ],
});

function table(row: InboundMail) {
  const writes: unknown[] = [];
  const entries: unknown[] = [];
  const deps = {
    now: () => now,
    mailboxes: { refusal: 'refuse@a.example', support: 'support@a.example', sender: 'us@a.example' },
    inboundMails: {
      load: async (id: string) => (id === row.id ? row : undefined),
      insert: (mail: InboundMail) => ({ insert: mail }),
      replace: (before: InboundMail, after: InboundMail) => ({ replace: before.version, after }),
    },
    commit: async ([write]: readonly object[], audit: readonly unknown[]) => {
      if (write && 'insert' in write) throw new DomainError('STALE_REVISION');
      writes.push(write);
      entries.push(...audit);
    },
  } as unknown as ReceiveDeps;
  return { deps, writes, entries };
}

async function tellAgain(row: InboundMail) {
  const { deps, writes, entries } = table(row);
  const [receipt] = readReceipts(handedOver(row.id)) ?? [];
  if (!receipt || receipt === 'UNREADABLE') throw new Error('The event cannot be read.');
  return { mail: await receiveMail(deps, receipt, 'inboundMail'), writes, entries };
}

it('takes a mail that was given up anew when it is told of again, by what the first receipt said', async () => {
  const { mail, writes, entries } = await tellAgain(known);
  const anew = {
    ...known,
    state: 'RECEIVED',
    cause: undefined,
    version: 10,
    attempt: 1,
    dueAt: new Date(now.getTime() + limits.inboundAgainMinutes * 60_000).toISOString(),
  };
  expect(mail).toEqual(anew);
  expect(writes).toEqual([{ replace: 9, after: anew }]);
  expect(entries).toEqual([expect.objectContaining({ action: 'RECEIVE_MAIL', mailId: known.id })]);
});

it.each(inboundStates.filter((state) => state !== 'GIVEN_UP'))(
  'leaves one alone that is %s, however often it is told of',
  async (state) => {
    const { mail, writes } = await tellAgain({ ...known, state });
    expect(mail).toBeUndefined();
    expect(writes).toEqual([]);
  },
);
