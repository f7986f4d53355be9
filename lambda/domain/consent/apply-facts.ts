import type { OperationalPurpose } from '../purposes.ts';
import { type ConsentChoice, type ConsentFact, type ConsentState, choiceKey } from './fact.ts';
import type { Guardianship } from './guardianship.ts';

/**
 * The state that follows from facts that come after another state: pure, so that history and state can be held against each other.
 * The first facts of all begin with an acceptance.
 * @throws TypeError when a fact lacks what its type needs: a mistake of the program
 */
export function applyFacts(
  before: ConsentState | undefined,
  facts: readonly ConsentFact[],
  guardianship?: Guardianship,
): ConsentState {
  const first = facts.find(({ type }) => type === 'ACCEPTANCE');
  const start = before ?? (first && emptyState(first));
  if (!start) throw new TypeError('Consents begin with an acceptance.');
  const { needsGuardian, childUntil } = guardianship ?? start;
  return {
    ...facts.reduce(applyFact, start),
    version: (before?.version ?? 0) + 1,
    needsGuardian,
    childUntil,
  };
}

function applyFact(state: ConsentState, fact: ConsentFact): ConsentState {
  if (fact.type === 'ACCEPTANCE') {
    if (fact.policyVersion < state.acceptedVersion) return state;
    return { ...state, ...acceptanceOf(fact) };
  }
  const { purpose, channel, id: factId, at } = fact;
  if (fact.type === 'LEGAL_BASIS') {
    if (purpose === undefined || fact.basis === undefined) throw new TypeError('A basis names its purpose.');
    const basis = {
      basis: fact.basis,
      at,
      factId,
      ...(fact.endsAt !== undefined && { endsAt: fact.endsAt }),
    };
    return { ...state, bases: { ...state.bases, [purpose as OperationalPurpose]: basis } };
  }
  if (purpose === undefined || fact.granted === undefined)
    throw new TypeError('A choice names a purpose and an answer.');
  const { granted, policyVersion, byGuardian } = fact;
  const choice: ConsentChoice = { granted, policyVersion, at, factId, ...(byGuardian && { byGuardian }) };
  return { ...state, choices: { ...state.choices, [choiceKey(purpose, channel)]: choice } };
}

const acceptanceOf = ({ policyVersion, at, manner }: ConsentFact) => ({
  acceptedVersion: policyVersion,
  acceptedAt: at,
  acceptedManner: manner,
});

const emptyState = (acceptance: ConsentFact): ConsentState => ({
  version: 0,
  ...acceptanceOf(acceptance),
  choices: {},
  bases: {},
  needsGuardian: false,
});
