import { expect, it } from 'vitest';
import { applyFacts } from '../../../lambda/domain/consent/apply-facts.ts';
import {
  choiceFacts,
  consentWrites,
  firstConsentWrites,
  type Saying,
} from '../../../lambda/domain/consent/consent-writes.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { ContactState } from '../../../lambda/domain/ports/contact.ts';
import { versionsOf } from './versions.ts';

const [version, odd] = versionsOf(2);
if (!version || !odd) throw new RangeError('there are two');
const at = new Date('2026-11-22T00:00:00.000Z');
let ids = 0;
const random = { id: () => `id-${++ids}`, bytes: (length: number) => new Uint8Array(length) };
/** Each write tells what it is. */
const write =
  (kind: string) =>
  (...told: readonly unknown[]) =>
    ({ refusal: 'STALE_REVISION', refusalPath: [], item: [kind, ...told] }) as Write;
const deps = {
  random,
  consents: { insertFact: write('fact'), replaceState: write('state') },
  contactStates: { replace: write('contact') },
  changes: { insert: write('change') },
} as unknown as Parameters<typeof consentWrites>[0];
const saying: Saying = {
  at,
  version,
  language: 'vi',
  manner: 'EXPLICIT',
  path: 'SIGNED_IN',
  actor: 'customer:C1',
  requestId: 'R1',
};
const surveys = { purpose: 'SURVEYS', channel: 'EMAIL', granted: true } as const;
const accepted = {
  id: 'F0',
  type: 'ACCEPTANCE',
  at: '2026-11-01T00:00:00.000Z',
  manner: 'EXPLICIT',
  path: 'SIGNED_IN',
  policyVersion: 1,
  language: 'vi',
  textDigest: 'digest',
  actor: 'customer:C1',
  requestId: 'R0',
} as const;
const contact = { customerId: 'C1', version: 4 } as ContactState;
const itemsOf = (writes: readonly Write[]) => writes.map(({ item }) => item);

it('a choice is kept with the exact words it was offered with, in its language, and all of the act that it was made in', () => {
  const all = { ...saying, reference: 'SUP-1', byGuardian: true };
  const storing = { purpose: 'STORAGE', channel: undefined, granted: false } as const;
  expect(
    choiceFacts({ random: { ...random, id: () => 'F' } }, all, [surveys, storing], undefined),
  ).toStrictEqual([
    {
      id: 'F',
      type: 'CONSENT',
      at: at.toISOString(),
      manner: 'EXPLICIT',
      path: 'SIGNED_IN',
      policyVersion: 1,
      language: 'vi',
      textDigest: version.digest.vi,
      actor: 'customer:C1',
      requestId: 'R1',
      purpose: 'SURVEYS',
      channel: 'EMAIL',
      granted: true,
      wording: 'SURVEYS 1 vi',
      reference: 'SUP-1',
      byGuardian: true,
    },
    expect.objectContaining({ purpose: 'STORAGE', granted: false, wording: 'STORAGE vi' }),
  ]);
  const [unstated] = choiceFacts(
    { random },
    { ...saying, version: odd },
    [{ ...surveys, purpose: 'PROMOTIONS' }],
    undefined,
  );
  for (const name of ['wording', 'reference', 'byGuardian', 'sealedEvidence'])
    expect(Object.hasOwn(unstated ?? {}, name), name).toBe(false);
});

it('facts are written with the state that follows, the contact state that orders them, and word to other systems', () => {
  const before = applyFacts(undefined, [accepted]);
  const facts = choiceFacts({ random }, saying, [surveys], undefined);
  const { writes, state } = consentWrites(deps, 'C1', { before, facts, contact, at });
  expect(state).toEqual(applyFacts(before, facts));
  expect(itemsOf(writes)).toEqual([
    ['fact', 'C1', facts[0]],
    ['state', 'C1', before, state],
    ['contact', contact, { ...contact, version: 5 }],
    ['change', { id: expect.any(String), customerId: 'C1', kind: 'CONSENT', at: at.toISOString() }],
  ]);
});

it('whether a guardian is needed is noted when it is said, with a first state too, and stays when it is not', () => {
  const before = applyFacts(undefined, [accepted], { needsGuardian: true });
  const needs = (needsGuardian?: boolean) =>
    consentWrites(deps, 'C1', {
      before,
      facts: [],
      contact,
      at,
      ...(needsGuardian !== undefined && { guardianship: { needsGuardian } }),
    }).state.needsGuardian;
  expect([needs(), needs(true), needs(false)]).toEqual([true, true, false]);
  for (const needsGuardian of [true, false])
    expect(itemsOf(firstConsentWrites(deps, 'C1', { facts: [accepted], at, needsGuardian }))).toEqual([
      ['fact', 'C1', accepted],
      ['state', 'C1', undefined, applyFacts(undefined, [accepted], { needsGuardian })],
      ['change', { id: expect.any(String), customerId: 'C1', kind: 'CONSENT', at: at.toISOString() }],
    ]);
});
