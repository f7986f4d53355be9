import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import type { Write } from '../../lambda/domain/ports/commit.ts';
import type { InformationRequest } from '../../lambda/domain/request/information-request.ts';
import {
  type TendDeps,
  tendInformationRequests,
} from '../../lambda/domain/request/tend-information-requests.ts';
import { createInformationRequestStore } from '../../lambda/store/information-requests.ts';
import { customerKey } from '../../lambda/store/item.ts';
import { createLogBook } from './audit-world.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

const at = Date.parse('2026-11-22T03:00:00Z');
const later = new Date(at + 30 * 86_400_000);
const made = (): InformationRequest => ({
  id: randomUUID(),
  customerId: randomUUID(),
  reference: 'REQ-0123456789',
  fields: [],
  state: 'ASKED',
  version: 1,
  askedAt: new Date(at).toISOString(),
  askedBy: 'staff:s',
  until: new Date(at + limits.informationDays * 86_400_000).toISOString(),
  remindedAt: undefined,
  endedAt: undefined,
  given: [],
  tokenIds: [],
  sealedWhy: new Uint8Array(1),
});

it('one that is not what was stored is told of and put aside, and the others have their turn', async () => {
  const informationRequests = createInformationRequestStore(tables);
  const [spoilt, sound] = [made(), made()];
  await tables.commit(...[spoilt, sound].map((asked) => informationRequests.put(undefined, asked)));
  const key = { pk: customerKey(spoilt.customerId), sk: `ASKED#${spoilt.id}` };
  await tables.putOver(key, { fields: ['PASSWORD'] });
  const log = createLogBook();
  const deps = {
    informationRequests,
    log,
    now: () => later,
    random: { id: randomUUID },
    commit: (writes: readonly Write[]) => tables.commit(...writes),
    contactStates: { load: async () => undefined },
    customers: { load: async () => [undefined] },
    policies: { versionsNow: async () => [] },
    sealing: { ready: async () => ({}) },
  } as unknown as TendDeps;
  const until = new Date(later.getTime() + 60_000);
  const tend = () => tendInformationRequests(deps, { by: 'clock', until, perShard: 10 });
  expect(await tend()).toEqual({ moved: 1, failed: 1 });
  const { customerId } = spoilt;
  expect(log.lines).toEqual([{ event: 'mail_parked', facts: { customerId, code: 'INTEGRITY_VIOLATION' } }]);
  expect((await informationRequests.load(sound.customerId, sound.id))?.state).toBe('EXPIRED');
  expect(await tend()).toEqual({ moved: 0, failed: 0 });
  await expect(informationRequests.load(customerId, spoilt.id)).rejects.toThrow('INTEGRITY_VIOLATION');
});
