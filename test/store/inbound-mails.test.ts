import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import type { InboundMail } from '../../lambda/domain/inbound/inbound-mail.ts';
import { systemRandom } from '../../lambda/runtime/random.ts';
import { createInboundMailStore } from '../../lambda/store/inbound-mails.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createInboundMailStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createInboundMailStore(tables);
}, 60_000);
afterAll(() => tables.stop());

const mail = (changes: Partial<InboundMail> = {}): InboundMail => ({
  id: systemRandom.id(),
  receivedAt: '2026-11-20T03:00:00.000Z',
  verdicts: { spf: 'PASS', dkim: 'GRAY', dmarc: 'FAIL', spam: 'PROCESSING_FAILED', virus: 'PASS' },
  fromIndexes: ['one', 'other'],
  isNullSender: false,
  isEnvelopeAligned: true,
  mailbox: 'SUPPORT',
  threadReference: undefined,
  refusal: undefined,
  state: 'RECEIVED',
  cause: undefined,
  version: 1,
  attempt: 1,
  dueAt: '2026-11-20T03:05:00.000Z',
  filed: undefined,
  ...changes,
});
const found = async (until: string): Promise<readonly string[]> => {
  const shards = Array.from({ length: limits.indexShards }, (_, shard) =>
    store.due(shard, new Date(until), 100),
  );
  return (await Promise.all(shards)).flat();
};

describe('inbound mails', () => {
  it('come back as they were put, with all or little known of them', async () => {
    const full = mail({
      threadReference: 'REQ-0123456789',
      mailbox: 'REFUSAL',
      refusal: { customerId: systemRandom.id(), purpose: 'ALL' },
      filed: { subjectId: systemRandom.id(), reference: 'REQ-0123456789' },
      cause: 'TEMPORARILY_UNAVAILABLE',
    });
    const bare = mail({ fromIndexes: undefined, dueAt: undefined });
    await tables.commit(store.insert(full), store.insert(bare));
    expect(await store.load(full.id)).toEqual(full);
    expect(await store.load(bare.id)).toEqual(bare);
    expect(await store.load(systemRandom.id())).toBeUndefined();
  });

  it('are known once, and changed once by those who read the same version', async () => {
    const one = mail();
    await tables.commit(store.insert(one));
    await expect(tables.commit(store.insert(one))).rejects.toMatchObject({ code: 'STALE_REVISION' });
    const after = { ...one, version: 2, attempt: 2 };
    await tables.commit(store.replace(one, after));
    await expect(tables.commit(store.replace(one, after))).rejects.toMatchObject({ code: 'STALE_REVISION' });
  });

  it('are due from their instant on until they are settled, each in one shard', async () => {
    const early = mail({ dueAt: '2020-01-01T00:00:00.000Z' });
    const late = mail({ dueAt: '2020-01-03T00:00:00.000Z' });
    await tables.commit(store.insert(early), store.insert(late));
    expect(await found('2020-01-01T00:00:00.000Z')).toEqual([early.id]);
    expect([...(await found('2020-01-04T00:00:00.000Z'))].sort()).toEqual([early.id, late.id].sort());
    await tables.commit(store.replace(early, { ...early, version: 2, dueAt: undefined, state: 'FILED' }));
    expect(await found('2020-01-04T00:00:00.000Z')).toEqual([late.id]);
  });

  it('are forgotten after their time, and are a violation under a moved key', async () => {
    const one = mail();
    await tables.commit(store.insert(one));
    const item = (await tables.items()).find((row) => row.id?.S === one.id);
    const kept = limits.inboundKeepDays * 86_400;
    expect(Number(item?.expiresAt?.N)).toBe(Date.parse(one.receivedAt) / 1000 + kept);
    await tables.putOver({ pk: `INBOUND#${one.id}`, sk: 'MAIL' }, { id: 'other' });
    await expect(store.load(one.id)).rejects.toMatchObject({ code: 'INTEGRITY_VIOLATION' });
  });
});
