import { afterAll, beforeAll, expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { answerDue } from '../../../lambda/domain/request/begin-request.ts';
import { newReference } from '../../../lambda/domain/request/reference.ts';
import type { CustomerRequest } from '../../../lambda/domain/request/request.ts';
import { tellWaitingQuarantine } from '../../../lambda/domain/request/tell-waiting-quarantine.ts';
import { systemRandom } from '../../../lambda/runtime/random.ts';
import { createCounterStore } from '../../../lambda/store/counters.ts';
import { createRequestStore } from '../../../lambda/store/requests.ts';
import { startTables, type Tables } from '../../store/start-tables.ts';
import { quarantined } from './request-world.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

const day = 86_400_000;

it('tells once a day how many have waited for three days and more, as long as some do', async () => {
  let at = Date.parse('2026-11-20T03:00:00.000Z');
  const told: unknown[] = [];
  const note = (event: string, facts = {}) => void told.push([event, facts]);
  const deps = {
    now: () => new Date(at),
    requests: createRequestStore(tables),
    counters: createCounterStore(tables),
    log: { info: note, warn: note, error: note },
  };
  const tell = async () => {
    told.length = 0;
    // The clock comes every minute.
    for (let n = 0; n < 3; n++) await tellWaitingQuarantine(deps);
    return [...told];
  };
  const waits = (openedAt: Date, changes: Partial<CustomerRequest> = {}): CustomerRequest =>
    quarantined({
      reference: newReference(systemRandom),
      openedAt: openedAt.toISOString(),
      answerDueAt: answerDue(openedAt).toISOString(),
      ...changes,
    });
  const now = () => new Date(at);
  const first = waits(now());
  // Whose answer is due at the same instant, for they came at a weekend.
  const saturday = waits(new Date('2026-11-21T03:00:00.000Z'));
  const sunday = waits(new Date('2026-11-22T03:00:00.000Z'));
  const open = waits(now(), { state: 'OPEN' });
  await tables.commit(...[first, saturday, sunday, open].map((one) => deps.requests.insert(one)));

  at += limits.quarantineTellDays * day - 1;
  expect(await tell()).toEqual([]);
  at += 1;
  expect(await tell()).toEqual([['quarantine_waits', { count: 1 }]]);
  at += day;
  expect(await tell()).toEqual([['quarantine_waits', { count: 2 }]]);
  for (const one of [first, saturday])
    await tables.commit(deps.requests.replace(one, { ...one, version: 2, state: 'OPEN' }));
  expect(await tell()).toEqual([]);
  at += day;
  expect(await tell()).toEqual([['quarantine_waits', { count: 1 }]]);
});
