import type { Ports } from '../ports.ts';
import { applyFacts } from './apply-facts.ts';
import type { ConsentState } from './fact.ts';

/**
 * What a customer had agreed to and chosen at an instant, by replaying the facts up to it (P1.3; D356 6). Whether a guardian was needed is
 * told by no fact, so it is not part of it; until when the customer chose as a child is, as it is known today: what a child granted alone
 * counted at no time. Undefined before the first acceptance: a choice that an import brought may be older, and until then stood under no
 * policy here.
 */
export async function consentAt(
  deps: Pick<Ports, 'consents'>,
  customerId: string,
  at: Date,
): Promise<Omit<ConsentState, 'needsGuardian' | 'version'> | undefined> {
  const instant = at.toISOString();
  const [history, now] = await Promise.all([
    deps.consents.history(customerId),
    deps.consents.state(customerId),
  ]);
  const facts = history.filter((fact) => fact.at <= instant);
  if (!facts.some(({ type }) => type === 'ACCEPTANCE')) return undefined;
  const { needsGuardian: _, version: __, ...state } = applyFacts(undefined, facts);
  return { ...state, childUntil: now?.childUntil };
}
