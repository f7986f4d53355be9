import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNoticeStore } from '../../lambda/store/notices.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

it('keeps the first time that a version was handed out, and refuses none after it', async () => {
  const store = createNoticeStore(tables);
  const customer = randomUUID();
  const first = { at: '2026-11-22T05:00:00.000Z', by: 'MAIL', language: 'en' } as const;
  const second = { at: '2026-11-23T05:00:00.000Z', by: 'SIGNED_IN', language: 'vi' } as const;
  expect(await store.find(customer, 2)).toBeUndefined();
  await tables.commit(store.handOut(customer, { version: 2, ...first }));
  await tables.commit(store.handOut(customer, { version: 2, ...second }));
  expect(await store.find(customer, 2)).toEqual(first);
  expect(await store.find(customer, 3)).toBeUndefined();
  expect(await store.find(randomUUID(), 2)).toBeUndefined();
});

it('reads no row that is none', async () => {
  const store = createNoticeStore(tables);
  const row = { kind: 'NOTICE', customerId: 'odd', by: 'MAIL', language: 'vi' };
  await tables.put({ pk: 'CUS#odd', sk: 'NOTICE#000002', ...row, at: 'yesterday' });
  await expect(store.find('odd', 2)).rejects.toThrow('INTEGRITY_VIOLATION');
  const at = '2026-11-22T05:00:00.000Z';
  await tables.put({ pk: 'CUS#odd', sk: 'NOTICE#000003', ...row, at, customerId: 'other' });
  await expect(store.find('odd', 3)).rejects.toThrow('INTEGRITY_VIOLATION');
  await tables.put({ pk: 'CUS#odd', sk: 'NOTICE#000004', ...row, at });
  expect(await store.find('odd', 4)).toEqual({ at, by: 'MAIL', language: 'vi' });
});
