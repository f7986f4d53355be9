import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmailHold, Signals } from '../../lambda/domain/contact/email-hold.ts';
import { mailIdAt } from '../../lambda/domain/mail/mail-id.ts';
import { systemRandom } from '../../lambda/runtime/random.ts';
import { createEmailHoldStore } from '../../lambda/store/email-holds.ts';
import { createSignalStore } from '../../lambda/store/signals.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createEmailHoldStore>;
let signals: ReturnType<typeof createSignalStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createEmailHoldStore(tables);
  signals = createSignalStore(tables);
}, 60_000);
afterAll(() => tables.stop());

const hold = (changes: Partial<EmailHold> = {}): EmailHold => {
  const heldAt = changes.heldAt ?? '2026-11-20T03:00:00.000Z';
  return {
    id: mailIdAt(new Date(heldAt), systemRandom),
    customerId: systemRandom.id(),
    state: 'HELD',
    cause: 'STAFF',
    version: 1,
    heldAt,
    heldBy: 'staff:someone',
    sealedWhy: new Uint8Array(randomBytes(24)),
    contacts: [],
    liftedAt: undefined,
    liftedBy: undefined,
    ...changes,
  };
};
const lifted = (before: EmailHold): EmailHold => ({
  ...before,
  version: before.version + 1,
  state: 'LIFTED',
  liftedAt: '2026-11-21T03:00:00.000Z',
  liftedBy: 'someone',
});

describe('holds', () => {
  it('come back as they were put, contacts and all, the newest first, and nothing of another', async () => {
    const one = hold();
    const contact = {
      id: systemRandom.id(),
      at: '2026-11-20T05:00:00.000Z',
      channel: 'PHONE',
      by: 'someone',
      confirmed: ['IDENTITY', 'REQUESTS_ARE_NOT_MINE'],
      sealedNote: new Uint8Array(randomBytes(24)),
    } as const;
    const next = hold({
      customerId: one.customerId,
      heldAt: '2026-11-22T03:00:00.000Z',
      cause: 'BURST',
      sealedWhy: undefined,
      contacts: [contact],
    });
    await tables.commit(store.put(undefined, one), store.put(undefined, next));
    expect(await store.load(one.customerId, one.id)).toEqual(one);
    expect(await store.ofCustomer(one.customerId)).toEqual([next, one]);
    expect(await store.load(systemRandom.id(), one.id)).toBeUndefined();
  });

  it('are put where there is none, and changed once by those who read the same version', async () => {
    const one = hold();
    await tables.commit(store.put(undefined, one));
    const stale = { code: 'STALE_REVISION' };
    await expect(tables.commit(store.put(undefined, one))).rejects.toMatchObject(stale);
    await tables.commit(store.put(one, lifted(one)));
    await expect(tables.commit(store.put(one, { ...one, version: 2 }))).rejects.toMatchObject(stale);
    expect(await store.load(one.customerId, one.id)).toEqual(lifted(one));
  });

  it('of another customer under a moved key are a violation', async () => {
    const one = hold();
    await tables.commit(store.put(undefined, one));
    await tables.putOver({ pk: `CUS#${one.customerId}`, sk: `HOLD#${one.id}` }, { customerId: 'OTHER' });
    const violation = { code: 'INTEGRITY_VIOLATION' };
    await expect(store.load(one.customerId, one.id)).rejects.toMatchObject(violation);
    await expect(store.ofCustomer(one.customerId)).rejects.toMatchObject(violation);
    await tables.remove({ pk: `CUS#${one.customerId}`, sk: `HOLD#${one.id}` });
  });

  it('that last stand in the work list exactly once, the oldest first, page by page, until they are lifted', async () => {
    const began = ['2020-01-04T03:00:00.000Z', '2020-01-05T03:00:00.000Z', '2020-01-06T03:00:00.000Z'];
    const put = Array.from({ length: 25 }, (_, n) => hold({ heldAt: began[n % 3] ?? '' }));
    for (const one of put) await tables.commit(store.put(undefined, one));
    const [ended, ...lasting] = put;
    if (!ended) throw new Error('there is one');
    await tables.commit(store.put(ended, lifted(ended)));
    const found: EmailHold[] = [];
    let after: string | undefined;
    for (let more = true; more; ) {
      const page = await store.lasting(7, after);
      expect(page.items.length).toBeLessThanOrEqual(7);
      found.push(...page.items.map(({ node }) => node));
      after = page.end;
      more = page.hasNextPage;
    }
    const ids = new Set(put.map(({ id }) => id));
    const seen = found.filter(({ id }) => ids.has(id));
    expect(seen).toHaveLength(24);
    expect(new Set(seen)).toEqual(new Set(lasting));
    expect(found.map(({ heldAt }) => heldAt)).toEqual(found.map(({ heldAt }) => heldAt).sort());
    await expect(store.lasting(5, 'of another making')).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});

describe('signals', () => {
  const noted = (changes: Partial<Signals> = {}): Signals => ({
    customerId: systemRandom.id(),
    version: 1,
    requestedAt: ['2026-11-20T03:00:00.000Z'],
    changed: { email: '2026-11-20T03:00:00.000Z' },
    waysSince: { phone: '2026-11-20T03:00:00.000Z' },
    networks: { index: '2026-11-20T03:00:00.000Z' },
    ...changes,
  });

  it('come back as they were put, and are changed once by those who read the same version', async () => {
    const one = noted();
    expect(await signals.load(one.customerId)).toBeUndefined();
    await tables.commit(signals.put(undefined, one));
    expect(await signals.load(one.customerId)).toEqual(one);
    const newSince = { index: '2026-11-20T03:00:00.000Z' };
    const after = noted({ customerId: one.customerId, version: 2, requestedAt: [], changed: {}, newSince });
    await tables.commit(signals.put(one, after));
    for (const before of [one, undefined])
      await expect(tables.commit(signals.put(before, after))).rejects.toMatchObject({
        code: 'STALE_REVISION',
      });
    expect(await signals.load(one.customerId)).toEqual(after);
  });

  it('of another customer under a moved key are a violation', async () => {
    const one = noted();
    await tables.commit(signals.put(undefined, one));
    await tables.putOver({ pk: `CUS#${one.customerId}`, sk: 'SIGNALS' }, { customerId: 'OTHER' });
    await expect(signals.load(one.customerId)).rejects.toMatchObject({ code: 'INTEGRITY_VIOLATION' });
  });
});
