import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { groupRefused, refusalConfirmation } from '../contact/refusal-confirmation.ts';
import { evidenceVersion, refusalReadings } from '../contact/refuse.ts';
import { requireCustomer, requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { once, type Plan } from '../once.ts';
import { judgeNotice, judgePurposes } from '../policy/judge-notice.ts';
import { policyInForce, requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type ByUseDeps, useFact } from './acceptance-by-use.ts';
import { actInstant } from './act-instant.ts';
import { changingChoices } from './changing-choices.ts';
import { type ChosenConsents, parseChosenConsents } from './chosen-consents.ts';
import { choiceFacts, consentWrites } from './consent-writes.ts';
import { choiceKey } from './fact.ts';
import { isForGrownUps, isSameGuardianship, judgeGuardianship } from './guardianship.ts';
import { ownGuardianship } from './own-guardianship.ts';
import { sealedOrigin } from './sealed-origin.ts';

type Deps = ByUseDeps &
  Pick<Ports, 'commit' | 'blindIndex' | 'bindings' | 'customers' | 'outbox' | 'idempotency' | 'counters'>;

/**
 * The signed-in customer chooses, purpose by purpose and channel by channel (P1.2, P1.3, P2.6). What is granted needs the notice in
 * force, word for word; a refusal needs none, and is taken for purposes that no version states. Choices that change nothing leave no fact.
 * @throws DomainError input issues, POLICY_VERSION_NOT_IN_FORCE, NOTICE_MISMATCH, UNKNOWN_PURPOSE, GUARDIAN_REQUIRED, NOT_REGISTERED
 */
export async function setConsents(
  deps: Deps,
  viewer: CustomerViewer,
  call: { idempotencyKey: string; input: unknown },
): Promise<{ customerId: string }> {
  const chosen = parseChosenConsents(call.input);
  const customerId = await requireOwnCustomerId(deps, viewer);
  const scope = { caller: `customer:${customerId}`, operation: 'setConsents', ...call };
  const plan = () => planChoices(deps, viewer, customerId, chosen);
  return once(deps, scope, plan, refusalReadings);
}

async function planChoices(
  deps: Deps,
  viewer: CustomerViewer,
  customerId: string,
  { consents, notice }: ChosenConsents,
): Promise<Plan<{ customerId: string }>> {
  const versions = await deps.policies.versions();
  const inForce = notice
    ? await requirePolicyInForce(deps, deps.now())
    : await policyInForce(deps, deps.now());
  if (notice && inForce) {
    judgeNotice(notice, inForce);
    judgePurposes(consents, inForce);
  }
  const [loaded, state, contact] = await Promise.all([
    requireCustomer(deps, customerId),
    deps.consents.state(customerId),
    deps.contactStates.load(customerId),
  ]);
  if (!state || !contact) throw new DomainError('NOT_REGISTERED');
  const asksForGuardian = consents.some(({ purpose, granted }) => granted && isForGrownUps(purpose, inForce));
  const guardianship = asksForGuardian ? await ownGuardianship(deps, loaded, state) : state;
  judgeGuardianship(guardianship.needsGuardian, consents, inForce);

  const result = { customerId };
  const changed = changingChoices({ ...guardianship, choices: state.choices }, consents, versions, inForce);
  const refused = changed.filter(({ granted }) => !granted);
  // Those alone: after a restore they are refused again, and nothing is granted again.
  const fields = refused.map((choice) => choiceKey(choice.purpose, choice.channel));
  const said = { action: 'SET_CONSENTS', customerId, ...(fields.length > 0 && { fields }) } as const;
  const audit = [entryOf(viewer, said)];
  const used = notice && (await useFact(deps, viewer, loaded, state, 'setConsents'));
  if (changed.length === 0 && !used && isSameGuardianship(guardianship, state))
    return { writes: [], audit, result };

  const at = actInstant(state, deps.now());
  const actor = `customer:${customerId}`;
  const { requestId } = viewer;
  const saying = {
    at,
    version: evidenceVersion(inForce, versions, state.acceptedVersion),
    language: notice?.language ?? viewer.language,
    manner: 'EXPLICIT',
    path: 'SIGNED_IN',
    actor,
    requestId,
  } as const;
  const evidence = await sealedOrigin(deps, loaded.keyring, viewer.origin);
  const facts = [...(used ? [used] : []), ...choiceFacts(deps, saying, changed, evidence.sealed)];
  const act = { before: state, facts, contact, at: deps.now(), guardianship };
  const refusals = groupRefused(refused);
  const to = { customerId, language: loaded.customer.language, requestedBy: actor, requestId };
  return {
    writes: [
      ...consentWrites(deps, customerId, act).writes,
      ...(refusals.length > 0 ? [refusalConfirmation(deps, to, refusals, at)] : []),
      ...(consents.some(({ granted }) => granted) ? [limitGrants(deps, customerId)] : []),
      ...evidence.keys(),
    ],
    audit,
    result,
  };
}

/** Refusals are never limited, and each is confirmed by a mail; so what they undo is. */
function limitGrants(deps: Pick<Ports, 'counters' | 'now'>, customerId: string): Write {
  const limit = limits.consentGrantsPerHour;
  const counter = { key: `grants:${customerId}`, limit, windowSeconds: 3600, now: deps.now() };
  return deps.counters.add(counter, 1, 'RATE_LIMITED');
}
