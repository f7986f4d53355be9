import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correspondentIdOf } from '../../lambda/domain/request/correspondent.ts';
import { newReference } from '../../lambda/domain/request/reference.ts';
import type { CustomerRequest, RequestEntry } from '../../lambda/domain/request/request.ts';
import { systemRandom } from '../../lambda/runtime/random.ts';
import { createRequestStore } from '../../lambda/store/requests.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createRequestStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createRequestStore(tables);
}, 60_000);
afterAll(() => tables.stop());

const request = (changes: Partial<CustomerRequest> = {}): CustomerRequest => ({
  reference: newReference(systemRandom),
  subjectId: randomUUID(),
  kind: 'SUPPORT',
  channel: 'PAGE',
  state: 'OPEN',
  language: 'vi',
  version: 1,
  openedAt: '2026-11-20T03:00:00.000Z',
  answerDueAt: '2026-11-24T03:00:00.000Z',
  answeredAt: undefined,
  closedAt: undefined,
  assignee: undefined,
  ...changes,
});
const entry = ({ subjectId, reference }: CustomerRequest, id: string): RequestEntry => ({
  id,
  reference,
  subjectId,
  kind: 'MESSAGE',
  at: '2026-11-20T03:00:00.000Z',
  author: `customer:${subjectId}`,
  sealedWords: new Uint8Array(randomBytes(24)),
});

describe('requests', () => {
  it('come back as they were put, with what was said in each in order, and nothing of another', async () => {
    const one = request();
    const other = request({
      subjectId: one.subjectId,
      openedAt: '2026-11-21T03:00:00.000Z',
      assignee: 'someone',
    });
    const said = [entry(one, 'B'), entry(one, 'A'), entry(other, 'C')] as const;
    await tables.commit(store.insert(one), store.insert(other), ...said.map((row) => store.insertEntry(row)));
    expect(await store.load(one.subjectId, one.reference)).toEqual(one);
    expect(await store.ofSubject(one.subjectId)).toEqual([other, one]);
    expect(await store.entries(one.subjectId, one.reference)).toEqual([said[1], said[0]]);
    expect(await store.load(randomUUID(), one.reference)).toBeUndefined();
  });

  it('keep why they are in quarantine and what was decided, what came with them, and whether anything proves them', async () => {
    const waits = { cause: 'SPAM', decision: undefined, decidedAt: undefined, decidedBy: undefined } as const;
    const one = request({ state: 'QUARANTINED', isUnproven: true, quarantine: waits });
    const said: RequestEntry = {
      ...entry(one, 'A'),
      isUnproven: true,
      attachments: (['TOO_LARGE', undefined] as const).map((refused, n) => ({
        ...{ id: `F${n}`, contentType: 'text/plain', bytes: n, refused },
        sealedName: new Uint8Array(randomBytes(24)),
      })),
    };
    await tables.commit(store.insert(one), store.insertEntry(said));
    expect(await store.load(one.subjectId, one.reference)).toEqual(one);
    expect(await store.entries(one.subjectId, one.reference)).toEqual([said]);
    const waiting = async () =>
      (await store.waiting('QUARANTINED', 50, {})).items.map((item) => item.request.reference);
    expect(await waiting()).toContain(one.reference);
    const decided = { decision: 'DISCARDED', decidedAt: '2026-11-23T03:00:00.000Z', decidedBy: 'x' } as const;
    const after = { ...one, state: 'CLOSED', version: 2, quarantine: { ...waits, ...decided } } as const;
    await tables.commit(store.replace(one, after));
    expect(await store.load(one.subjectId, one.reference)).toEqual(after);
    expect(await waiting()).not.toContain(one.reference);
  });

  it('are changed once by those who read the same version', async () => {
    const one = request();
    await tables.commit(store.insert(one));
    const after = { ...one, state: 'ANSWERED', version: 2 } as const;
    await tables.commit(store.replace(one, after));
    await expect(tables.commit(store.replace(one, { ...after, state: 'CLOSED' }))).rejects.toMatchObject({
      code: 'STALE_REVISION',
    });
  });

  it('of another subject under a moved key are a violation', async () => {
    const one = request();
    await tables.commit(store.insert(one));
    const key = { pk: `CUS#${one.subjectId}`, sk: `REQUEST#${one.reference}` };
    await tables.putOver(key, { subjectId: randomUUID() });
    await expect(store.load(one.subjectId, one.reference)).rejects.toMatchObject({
      code: 'INTEGRITY_VIOLATION',
    });
  });

  it('of a correspondent lie apart, and are swept by themselves only when their time is over even if it began with a late release', async () => {
    const one = request({ subjectId: correspondentIdOf(systemRandom.id()) });
    await tables.commit(store.insert(one));
    const item = (await tables.items()).find((row) => row.pk?.S === `COR#${one.subjectId}`);
    expect(Number(item?.expiresAt?.N) * 1000).toBe(Date.parse(one.openedAt) + (30 + 90) * 86_400_000);
  });
});

describe('the work list', () => {
  it('has every request that waits exactly once, by age, page by page, those due together too', async () => {
    const due = ['2027-01-04T03:00:00.000Z', '2027-01-05T03:00:00.000Z', '2027-01-06T03:00:00.000Z'];
    const put = Array.from({ length: 45 }, (_, n) => request({ answerDueAt: due[n % 3] ?? '' }));
    const closed = request({ answerDueAt: due[0] ?? '', state: 'CLOSED' });
    const answered = request({ answerDueAt: due[0] ?? '', state: 'ANSWERED' });
    for (const one of [...put, closed, answered]) await tables.commit(store.insert(one));
    const mine = new Set(put.map(({ reference }) => reference));
    const found: CustomerRequest[] = [];
    let after: string | undefined;
    for (let more = true; more; ) {
      const page = await store.waiting('OPEN', 7, { after });
      expect(page.items.length).toBeLessThanOrEqual(7);
      found.push(...page.items.map((item) => item.request));
      after = page.end;
      more = page.hasNextPage;
    }
    const seen = found.filter(({ reference }) => mine.has(reference));
    expect(seen).toHaveLength(45);
    expect(new Set(seen.map(({ reference }) => reference)).size).toBe(45);
    expect(found.map(({ answerDueAt }) => answerDueAt)).toEqual(
      found.map(({ answerDueAt }) => answerDueAt).sort(),
    );
    expect(found.some(({ reference }) => [closed, answered].some((one) => one.reference === reference))).toBe(
      false,
    );
    const waiting = await store.waiting('ANSWERED', 50, {});
    expect(waiting.items.some((item) => item.request.reference === answered.reference)).toBe(true);
  });

  it('stops at an instant, and takes no cursor of another making', async () => {
    const early = request({ answerDueAt: '2020-01-06T03:00:00.000Z' });
    await tables.commit(store.insert(early));
    const { items } = await store.waiting('OPEN', 5, { until: new Date('2021-01-01T00:00:00Z') });
    expect(items.map((item) => item.request.reference)).toEqual([early.reference]);
    await expect(store.waiting('OPEN', 5, { after: 'bm90aGluZw' })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });
});
