import { actInstant } from '../consent/act-instant.ts';
import { choiceFacts, consentWrites } from '../consent/consent-writes.ts';
import { evidenceVersion } from '../contact/refuse.ts';
import { DomainError } from '../errors.ts';
import { policyInForce } from '../policy/policy-in-force.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import type { Asking } from './asked-right.ts';

/** The fact of agreement to storing given or withdrawn, with the states that follow; the contact state is replaced among them. */
export async function storageWrites(
  deps: Pick<Ports, 'now' | 'random' | 'consents' | 'policies' | 'contactStates' | 'changes'>,
  viewer: CustomerViewer,
  { loaded: { keyring, customer }, sealing }: Pick<Asking, 'loaded' | 'sealing'>,
  said: { readonly contact: Asking['contact']; readonly granted: boolean },
): Promise<readonly Write[]> {
  const { contact, granted } = said;
  const [before, versions, inForce] = await Promise.all([
    deps.consents.state(customer.id),
    deps.policies.versions(),
    policyInForce(deps, deps.now()),
  ]);
  if (!before) throw new DomainError('NOT_REGISTERED');
  const at = actInstant(before, deps.now());
  const saying = {
    at,
    version: evidenceVersion(inForce, versions, before.acceptedVersion),
    language: viewer.language,
    manner: 'EXPLICIT',
    path: 'SIGNED_IN',
    actor: `customer:${customer.id}`,
    requestId: viewer.requestId,
  } as const;
  const sealed = { sealing, keyring, evidence: { origin: viewer.origin } };
  const choice = { purpose: 'STORAGE', channel: undefined, granted } as const;
  const facts = choiceFacts(deps, saying, [choice], sealed);
  return consentWrites(deps, customer.id, { before, facts, contact, at: deps.now() }).writes;
}
