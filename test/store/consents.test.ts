import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsentFact, ConsentState } from '../../lambda/domain/consent/fact.ts';
import { createConsentStore } from '../../lambda/store/consents.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
beforeAll(async () => {
  tables = await startTables();
}, 60_000);
afterAll(() => tables.stop());

const acceptance = (at: string): ConsentFact => ({
  id: randomUUID(),
  type: 'ACCEPTANCE',
  at,
  manner: 'EXPLICIT',
  policyVersion: 1,
  language: 'vi',
  textDigest: 'a'.repeat(64),
  actor: 'customer:x',
  path: 'SIGNED_IN',
  requestId: 'request',
  sealedEvidence: new Uint8Array(randomBytes(30)),
});
const state: ConsentState = {
  version: 1,
  acceptedVersion: 1,
  acceptedAt: '2026-11-22T05:00:00.000Z',
  acceptedManner: 'EXPLICIT',
  bases: {
    SERVICE_NOTICE: { basis: 'CONTRACT', at: '2026-11-22T05:00:00.000Z', factId: 'b' },
  },
  needsGuardian: false,
  choices: {
    STORAGE: { granted: true, policyVersion: 1, at: '2026-11-22T05:00:00.000Z', factId: 'f' },
    'SURVEYS:EMAIL': { granted: false, policyVersion: 1, at: '2026-11-22T05:00:00.000Z', factId: 'g' },
  },
};

describe('consents', () => {
  it('keep every fact, oldest first, each once', async () => {
    const store = createConsentStore(tables);
    const customer = randomUUID();
    const early = acceptance('2026-11-22T05:00:00.000Z');
    const late: ConsentFact = {
      ...acceptance('2026-11-23T05:00:00.000Z'),
      type: 'CONSENT',
      purpose: 'SURVEYS',
      channel: 'EMAIL',
      granted: false,
      wording: 'Khảo sát',
    };
    await tables.commit(store.insertFact(customer, late), store.insertFact(customer, early));
    const altered = tables.commit(store.insertFact(customer, { ...late, granted: true }));
    await expect(altered).rejects.toThrow('STALE_REVISION');
    expect(await store.history(customer)).toEqual([early, late]);
    expect(await store.history(randomUUID())).toEqual([]);
  });

  it('are read by pages, newest first, from a cursor on', async () => {
    const store = createConsentStore(tables);
    const customer = randomUUID();
    const facts = [1, 2, 3, 4, 5].map((n) => acceptance(`2026-11-2${n}T05:00:00.000Z`));
    await tables.commit(...facts.map((fact) => store.insertFact(customer, fact)));
    const read: ConsentFact[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await store.page(customer, 2, after);
      expect(page.facts.length).toBeLessThanOrEqual(2);
      read.push(...page.facts.map(({ fact }) => fact));
      after = page.facts.at(-1)?.cursor;
      more = page.hasMore;
    }
    expect(read).toEqual(facts.toReversed());
    for (const cursor of ['', 'x', Buffer.from('CONTACT').toString('base64url')])
      await expect(store.page(customer, 2, cursor)).rejects.toThrow('INVALID_FORMAT');
    expect(await store.page(randomUUID(), 2, undefined)).toEqual({ facts: [], hasMore: false });
  });

  it('have one state, replaced only as it was read', async () => {
    const store = createConsentStore(tables);
    const customer = randomUUID();
    expect(await store.state(customer)).toBeUndefined();
    await tables.commit(store.replaceState(customer, undefined, state));
    await expect(tables.commit(store.replaceState(customer, undefined, state))).rejects.toThrow(
      'STALE_REVISION',
    );
    const next = { ...state, version: 2, choices: {}, childUntil: '2026-11-22T05:00:00.000Z' };
    await tables.commit(store.replaceState(customer, state, next));
    await expect(tables.commit(store.replaceState(customer, state, next))).rejects.toThrow('STALE_REVISION');
    expect(await store.state(customer)).toEqual(next);
  });

  it('refuse rows of another customer, moved or copied, and rows of nobody', async () => {
    const store = createConsentStore(tables);
    for (const owner of [{ customerId: 'other' }, {}]) {
      const customer = randomUUID();
      const pk = `CUS#${customer}`;
      const made = acceptance('2026-11-22T05:00:00.000Z');
      await tables.put({ pk, sk: 'CONSENTS', kind: 'CONSENT_STATE', ...state, ...owner });
      await tables.put({ pk, sk: `FACT#${made.at}#${made.id}`, kind: 'CONSENT_FACT', ...made, ...owner });
      await expect(store.state(customer)).rejects.toThrow('INTEGRITY_VIOLATION');
      await expect(store.history(customer)).rejects.toThrow('INTEGRITY_VIOLATION');
      await expect(store.page(customer, 2, undefined)).rejects.toThrow('INTEGRITY_VIOLATION');
    }
  });

  it('refuse rows that are none', async () => {
    const store = createConsentStore(tables);
    await tables.put({
      pk: 'CUS#odd',
      sk: 'CONSENTS',
      kind: 'CONSENT_STATE',
      customerId: 'odd',
      ...state,
      choices: { STORAGE: true },
    });
    const fact = { kind: 'CONSENT_FACT', customerId: 'odd', ...acceptance('yesterday') };
    await tables.put({ pk: 'CUS#odd', sk: 'FACT#1', ...fact });
    await expect(store.state('odd')).rejects.toThrow('INTEGRITY_VIOLATION');
    await expect(store.history('odd')).rejects.toThrow('INTEGRITY_VIOLATION');
  });
});
