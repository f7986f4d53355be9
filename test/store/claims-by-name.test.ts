import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEmailStore } from '../../lambda/store/emails.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createEmailStore>;
const now = new Date('2026-11-20T03:00:00.000Z');
beforeAll(async () => {
  tables = await startTables();
  store = createEmailStore({ ...tables, now: () => now });
}, 60_000);
afterAll(() => tables.stop());

it('says whether any of a thousand customers has a claim that lasts, under any version of the index', async () => {
  const crowd = Array.from({ length: 1000 }, (_, n) => `customer${n}`);
  const lasting = new Date(now.getTime() + 1);
  await tables.commit(...store.insertClaim(['old'], 'customer999', lasting));
  await tables.commit(...store.insertClaim(['over'], 'customer999', now));
  await tables.commit(...store.insertClaim(['others'], 'somebody', lasting));
  expect(await store.isClaimedByAny(['new', 'old'], crowd)).toBe(true);
  expect(await store.isClaimedByAny(['new', 'old'], [...crowd.slice(0, 999), 'customer0'])).toBe(false);
  expect(await store.isClaimedByAny(['over', 'others'], crowd)).toBe(false);
});
