import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailIdAt } from '../../lambda/domain/mail/mail-id.ts';
import { type RightsRequest, rights, rightsStates } from '../../lambda/domain/rights/rights-request.ts';
import { systemRandom } from '../../lambda/runtime/random.ts';
import { createContactStateStore } from '../../lambda/store/contact-states.ts';
import { createRightsRequestStore } from '../../lambda/store/rights-requests.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createRightsRequestStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createRightsRequestStore(tables);
}, 60_000);
afterAll(() => tables.stop());

let second = 0;
const asked = (changes: Partial<RightsRequest> = {}): RightsRequest => {
  const at = new Date(Date.parse('2026-11-20T03:00:00.000Z') + second++ * 1000);
  return {
    id: mailIdAt(at, systemRandom),
    customerId: systemRandom.id(),
    reference: 'REQ-0000000001',
    right: 'ERASE',
    state: 'ASKED',
    version: 1,
    askedAt: at.toISOString(),
    answerDueAt: '2026-11-24T03:00:00.000Z',
    dueAt: '2026-12-10T03:00:00.000Z',
    extendedAt: undefined,
    decidedBy: undefined,
    decidedAt: undefined,
    doneAt: undefined,
    sealedReason: undefined,
    reasonRevision: undefined,
    copyUntil: undefined,
    ...changes,
  };
};
const all = async () => {
  const found: RightsRequest[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.waiting(7, after);
    found.push(...page.items.map(({ node }) => node));
    if (!page.hasNextPage) return found;
    after = page.end;
  }
};

it('come back as they were put, newest first, and nothing of another customer', async () => {
  const one = asked();
  const other = asked({
    ...{ customerId: one.customerId, right: 'COPY', state: 'DONE', decidedBy: 'someone', reasonRevision: 2 },
    ...{ sealedReason: new Uint8Array(randomBytes(24)), copyUntil: '2026-11-27T03:00:00.000Z' },
    ...{ extendedAt: one.askedAt, decidedAt: one.askedAt, doneAt: one.askedAt },
  });
  const foreign = asked();
  await tables.commit(...[one, other, foreign].map((row) => store.put(undefined, row)));
  expect(await store.load(one.customerId, one.id)).toEqual(one);
  expect(await store.ofCustomer(one.customerId)).toEqual([other, one]);
  expect(await store.load(foreign.customerId, one.id)).toBeUndefined();
});

it('are put once, and changed once by those who read the same version', async () => {
  const one = asked();
  await tables.commit(store.put(undefined, one));
  const stale = { code: 'STALE_REVISION' };
  await expect(tables.commit(store.put(undefined, one))).rejects.toMatchObject(stale);
  await tables.commit(store.put(one, { ...one, state: 'REFUSED', version: 2 }));
  await expect(tables.commit(store.put(one, { ...one, state: 'GRANTED', version: 2 }))).rejects.toMatchObject(
    stale,
  );
});

it('stand in the work list while they are under way, the first due first, page by page', async () => {
  const before = (await all()).map(({ id }) => id);
  const rows = Array.from({ length: 40 }, (_, n) =>
    asked({
      right: rights[n % rights.length] ?? 'ERASE',
      state: rightsStates[n % rightsStates.length] ?? 'ASKED',
      dueAt: `2026-12-${String(10 + ((n * 7) % 18)).padStart(2, '0')}T03:00:00.000Z`,
    }),
  );
  await tables.commit(...rows.map((row) => store.put(undefined, row)));
  const waiting = (await all()).filter(({ id }) => !before.includes(id));
  const expected = rows.filter(({ state }) => state === 'ASKED' || state === 'GRANTED');
  expect(new Set(waiting.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
  expect(waiting).toHaveLength(expected.length);
  const dues = waiting.map(({ dueAt }) => dueAt);
  expect(dues).toEqual([...dues].sort());
  await expect(store.waiting(5, 'nonsense')).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
});

it('under another key, or with what is none, are a violation', async () => {
  const [one, other] = [asked(), asked()];
  await tables.commit(store.put(undefined, one));
  const key = { pk: `CUS#${one.customerId}`, sk: `RIGHTS#${one.id}` };
  const violation = { code: 'INTEGRITY_VIOLATION' };
  for (const changes of [
    { customerId: other.customerId },
    { id: other.id },
    { right: 'SELL' },
    { version: 0 },
  ]) {
    await tables.put({ ...one, ...key, kind: 'RIGHTS_REQUEST', rightDueAt: one.dueAt, ...changes });
    await expect(store.load(one.customerId, one.id)).rejects.toMatchObject(violation);
    await expect(store.ofCustomer(one.customerId)).rejects.toMatchObject(violation);
  }
});

it('a restriction stops what holds while there is none', async () => {
  const contacts = createContactStateStore({ ...tables, now: () => new Date() });
  const state = {
    ...{
      customerId: systemRandom.id(),
      version: 1,
      addressState: 'VERIFIED' as const,
      verifiedAt: undefined,
    },
    ...{ emailIndexes: ['x'] as const, isHeld: false, isRestricted: false, advertisedAt: [], products: {} },
  };
  await tables.commit(contacts.insert(state));
  await tables.commit(contacts.unrestricted(state.customerId));
  await tables.commit(contacts.replace(state, { ...state, version: 2, isRestricted: true }));
  const restricted = { code: 'PROCESSING_RESTRICTED' };
  await expect(tables.commit(contacts.unrestricted(state.customerId))).rejects.toMatchObject(restricted);
  await expect(tables.commit(contacts.unrestricted(systemRandom.id()))).rejects.toMatchObject(restricted);
});
