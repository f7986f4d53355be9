import type { AuditEntry } from '../audit/row.ts';
import { actInstant } from '../consent/act-instant.ts';
import { changingChoices } from '../consent/changing-choices.ts';
import { choiceFacts, consentWrites, type EvidenceSealing } from '../consent/consent-writes.ts';
import { type ConsentPath, choiceKey } from '../consent/fact.ts';
import { DomainError } from '../errors.ts';
import type { Plan } from '../once.ts';
import { policyInForce } from '../policy/policy-in-force.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { Ports } from '../ports.ts';
import { type ContactChannel, type RefusablePurpose, refusablePurposes } from '../purposes.ts';
import type { Language } from '../viewer.ts';
import { refusalConfirmation, refusalsOf } from './refusal-confirmation.ts';

export type RefuseDeps = Pick<
  Ports,
  'now' | 'random' | 'customers' | 'consents' | 'contactStates' | 'changes' | 'outbox' | 'policies'
>;

/** A refusal gives way to nobody: it is planned again for as long as mails of a campaign keep beginning beside it. */
export const refusalReadings = { STALE_REVISION: 60 } as const;

/** What is refused, by whom and how it was said. */
export interface Refusal {
  readonly customerId: string;
  readonly purposes: readonly RefusablePurpose[] | 'ALL';
  readonly channels: readonly ContactChannel[];
  readonly path: ConsentPath;
  /** As the audit trail names them. */
  readonly actor: string;
  readonly requestId: string;
  /** For path STAFF: the ticket. */
  readonly reference?: string;
  /** Of what was shown; the customer's own unless said. */
  readonly language?: Language;
  /** The act in the audit trail; it says which choices are refused with it. */
  readonly entry: AuditEntry;
  /** Functions that hold no keys have none: the origin is in the audit trail. */
  readonly sealed?: EvidenceSealing;
}

/**
 * Refuses, whichever way it was said (P2.6): whatever state the customer and the address are in, whatever the policy states or is in
 * force. A mail whose sending has not begun when this is committed is never sent. The answer is `changed`: how many choices are other
 * than before; where none is, nothing is written and no confirmation goes out again.
 * @throws DomainError NOT_FOUND when there is no such customer
 */
export async function refuse(
  deps: RefuseDeps,
  refusal: Refusal,
): Promise<Plan<{ customerId: string; changed: number }>> {
  const { customerId, path, actor, requestId, channels, reference, entry, sealed } = refusal;
  const [state, contact, customer, versions, inForce] = await Promise.all([
    deps.consents.state(customerId),
    deps.contactStates.load(customerId),
    deps.customers.record(customerId),
    deps.policies.versions(),
    policyInForce(deps, deps.now()),
  ]);
  if (!state || !contact || !customer) throw new DomainError('NOT_FOUND', ['customerId']);
  const purposes = refusal.purposes === 'ALL' ? refusablePurposes : refusal.purposes;
  const changed = changingChoices(state, refusalsOf(purposes, channels), versions, inForce);
  const result = { customerId, changed: changed.length };
  if (changed.length === 0) return { writes: [], audit: [entry], result };

  const at = actInstant(state, deps.now());
  const saying = {
    at,
    version: evidenceVersion(inForce, versions, state.acceptedVersion),
    language: refusal.language ?? customer.language,
    manner: 'EXPLICIT',
    path,
    actor,
    requestId,
    ...(reference !== undefined && { reference }),
  } as const;
  const facts = choiceFacts(deps, saying, changed, sealed);
  const { writes } = consentWrites(deps, customerId, { before: state, facts, contact, at: deps.now() });
  const to = { customerId, language: customer.language, requestedBy: actor, requestId };
  const confirmation = refusalConfirmation(deps, to, [{ purposes, channels }], at);
  const fields = changed.map((choice) => choiceKey(choice.purpose, choice.channel));
  return { writes: [...writes, confirmation], audit: [{ ...entry, fields }], result };
}

/** The version whose words stand in the evidence: in force, else accepted. A refusal does not wait for a policy. */
export function evidenceVersion(
  inForce: PolicyVersion | undefined,
  versions: readonly PolicyVersion[],
  acceptedVersion: number,
): PolicyVersion {
  const version = inForce ?? versions.find((one) => one.version === acceptedVersion);
  if (!version) throw new DomainError('INTEGRITY_VIOLATION');
  return version;
}
