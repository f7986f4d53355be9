import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { createThreadStore } from '../../lambda/store/threads.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let now = new Date('2026-11-20T03:00:00.000Z');
let store: ReturnType<typeof createThreadStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createThreadStore({ ...tables, now: () => now });
}, 60_000);
afterAll(() => tables.stop());

const thread = () => ({ subjectId: randomUUID(), reference: 'REQ-0123456789' });

describe('threads', () => {
  it('are found by the first message id that is known, in the order asked', async () => {
    const [one, other] = [thread(), thread()];
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
    await tables.commit(...store.put([a, b], one), ...store.put([c], other));
    expect(await store.find([randomUUID(), c, a])).toEqual(other);
    expect(await store.find([b, c])).toEqual(one);
    expect(await store.find([b, b])).toEqual(one);
    expect(await store.find([randomUUID()])).toBeUndefined();
  });

  it('are found among more than one batch takes', async () => {
    const one = thread();
    const index = randomUUID();
    await tables.commit(...store.put([index], one));
    const strange = Array.from({ length: 150 }, () => randomUUID());
    expect(await store.find([...strange, index])).toEqual(one);
  });

  it('stay with what a message id was first said to belong to, and nobody is refused', async () => {
    const one = thread();
    const index = randomUUID();
    await tables.commit(...store.put([index, index], one));
    await tables.commit(...store.put([index], { ...thread(), reference: 'REQ-ZZZZZZZZZZ' }));
    expect(await store.find([index])).toEqual(one);
  });

  it('are not found any more when their time is over', async () => {
    const index = randomUUID();
    await tables.commit(...store.put([index], thread()));
    const later = new Date(now.getTime() + limits.threadDays * 86_400_000);
    [now] = [later];
    expect(await store.find([index])).toBeUndefined();
  });
});
