import { expect, it } from 'vitest';
import { applyFacts } from '../../../lambda/domain/consent/apply-facts.ts';
import type { ConsentFact } from '../../../lambda/domain/consent/fact.ts';

const fact = (changes: Partial<ConsentFact>): ConsentFact => ({
  id: 'F1',
  type: 'ACCEPTANCE',
  at: '2026-11-22T00:00:00.000Z',
  manner: 'EXPLICIT',
  path: 'SIGNED_IN',
  policyVersion: 2,
  language: 'vi',
  textDigest: 'digest',
  actor: 'customer:x',
  requestId: 'request',
  ...changes,
});
const accepted = applyFacts(undefined, [fact({})]);

it('begins with an acceptance, and with nothing else', () => {
  expect(accepted).toEqual({
    version: 1,
    acceptedVersion: 2,
    acceptedAt: '2026-11-22T00:00:00.000Z',
    acceptedManner: 'EXPLICIT',
    choices: {},
    bases: {},
    needsGuardian: false,
  });
  const choice = fact({ type: 'CONSENT', purpose: 'SURVEYS', channel: 'EMAIL', granted: true });
  for (const facts of [[], [choice]])
    expect(() => applyFacts(undefined, facts)).toThrow('Consents begin with an acceptance.');
});

it('is not taken back by an older version that is accepted late; the same one again, in another manner, counts', () => {
  const later = { at: '2026-11-23T00:00:00.000Z', manner: 'BY_USE' } as const;
  expect(applyFacts(accepted, [fact({ ...later, policyVersion: 1 })])).toEqual({ ...accepted, version: 2 });
  expect(applyFacts(accepted, [fact(later)])).toMatchObject({
    acceptedAt: later.at,
    acceptedManner: 'BY_USE',
  });
});

it('keeps a basis with its end, and without one when it has none', () => {
  const basis = fact({ id: 'F2', type: 'LEGAL_BASIS', purpose: 'SERVICE_NOTICE', basis: 'CONTRACT' });
  const kept = { basis: 'CONTRACT', at: basis.at, factId: 'F2' };
  const endsAt = '2027-01-01T00:00:00.000Z';
  expect(applyFacts(accepted, [basis]).bases).toStrictEqual({ SERVICE_NOTICE: kept });
  expect(applyFacts(accepted, [{ ...basis, endsAt }]).bases).toStrictEqual({
    SERVICE_NOTICE: { ...kept, endsAt },
  });
});

it('takes no fact without what its type needs', () => {
  for (const changes of [
    { type: 'LEGAL_BASIS', purpose: 'SERVICE_NOTICE' },
    { type: 'LEGAL_BASIS', basis: 'CONTRACT' },
  ] as const)
    expect(() => applyFacts(accepted, [fact(changes)])).toThrow('A basis names its purpose.');
  for (const changes of [
    { type: 'CONSENT', purpose: 'SURVEYS' },
    { type: 'CONSENT', granted: true },
  ] as const)
    expect(() => applyFacts(accepted, [fact(changes)])).toThrow('A choice names a purpose and an answer.');
});

it('notes that a guardian is needed, or is no longer, only when it is said', () => {
  const young = applyFacts(accepted, [], { needsGuardian: true });
  expect(young.needsGuardian).toBe(true);
  expect(applyFacts(young, []).needsGuardian).toBe(true);
  expect(applyFacts(young, [], { needsGuardian: false }).needsGuardian).toBe(false);
});

it('keeps of a choice when, under which version and by which fact it was made, and that a guardian made it', () => {
  const choice = fact({ id: 'F3', type: 'CONSENT', purpose: 'SURVEYS', channel: 'EMAIL', granted: true });
  const kept = { granted: true, policyVersion: 2, at: choice.at, factId: 'F3' };
  expect(applyFacts(accepted, [choice]).choices).toStrictEqual({ 'SURVEYS:EMAIL': kept });
  expect(applyFacts(accepted, [{ ...choice, byGuardian: true }]).choices).toStrictEqual({
    'SURVEYS:EMAIL': { ...kept, byGuardian: true },
  });
});
