import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queuedMail } from '../../lambda/domain/mail/enqueue-mail.ts';
import type { Mail } from '../../lambda/domain/mail/mail.ts';
import { mailIdAt } from '../../lambda/domain/mail/mail-id.ts';
import { begun, postponed, sent, uncertain } from '../../lambda/domain/mail/transitions.ts';
import { createOutboxStore } from '../../lambda/store/outbox.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

const now = new Date('2026-11-22T05:00:00.000Z');
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const made = (): Mail => {
  const draft = {
    id: mailIdAt(now, { id: randomUUID }),
    customerId: randomUUID(),
    template: 'REFUSAL_CONFIRMATION',
    language: 'vi',
    requestedBy: 'system:test',
    requestId: randomUUID(),
  } as const;
  return queuedMail(draft, 'REFUSAL_CONFIRMATION', now);
};
const store = () => createOutboxStore({ ...tables, now: () => now });
const load = ({ customerId, id }: Mail) => store().load(customerId, id);
async function inserted(): Promise<Mail> {
  const mail = made();
  await tables.commit(store().insert(mail));
  return mail;
}
const refused = (before: Mail, next: Mail) =>
  expect(tables.commit(store().replace(before, next))).rejects.toThrow('STALE_REVISION');

describe('mails of the outbox', () => {
  it('are kept whole, and queued once', async () => {
    const mail = await inserted();
    expect(await load(mail)).toEqual(mail);
    await expect(tables.commit(store().insert(mail))).rejects.toThrow('STALE_REVISION');
    const again = begun(uncertain(begun(mail, now, 'index'), now), minutesLater(20), 'other');
    await tables.commit(store().replace(mail, again));
    expect(await load(mail)).toEqual(again);
    expect(again.mayBeTaken).toEqual({ begunAt: now.toISOString(), sentTo: 'index' });
  });

  it('are begun by one of many', async () => {
    const mail = await inserted();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) =>
        tables.commit(store().replace(mail, begun(mail, minutesLater(n), `index-${n}`))),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are not changed by who read them in another state', async () => {
    const mail = await inserted();
    const sending = begun(mail, now, 'index');
    await tables.commit(store().replace(mail, sending));
    await tables.commit(store().replace(sending, sent(sending, 'ses')));
    await refused(sending, uncertain(sending, now));
    const taken = sent(sending, 'ses');
    await tables.commit(store().replace(taken, { ...taken, state: 'COMPLAINED' }));
    // Of the same attempt, and leased by nobody: the state alone tells them apart.
    await refused(taken, { ...taken, state: 'DELIVERED' });
    expect((await load(mail))?.state).toBe('COMPLAINED');
  });

  it('are not changed by who read an earlier attempt', async () => {
    const mail = await inserted();
    const tried = postponed({ ...mail, attempt: 1 }, 'NOT_COMPOSED', now, 0);
    await tables.commit(store().replace(mail, tried));
    // Queued both, and leased by nobody: the attempt alone tells them apart.
    expect([tried.state, tried.leaseUntil]).toEqual([mail.state, mail.leaseUntil]);
    await refused(mail, begun(mail, now, 'index'));
    expect(await load(mail)).toEqual(tried);
  });

  it('are not settled by who has lost the lease', async () => {
    const mail = await inserted();
    const mine = begun(mail, now, 'index');
    // As it would be if somebody else had begun the very same attempt.
    const theirs = begun(mail, minutesLater(5), 'index');
    await tables.commit(store().replace(mail, theirs));
    expect([mine.state, mine.attempt]).toEqual([theirs.state, theirs.attempt]);
    await refused(mine, sent(mine, 'ses'));
    expect(await load(mail)).toEqual(theirs);
  });
});
