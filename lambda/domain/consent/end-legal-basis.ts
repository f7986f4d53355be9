import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { operationalPurpose } from '../input/legal-basis.ts';
import { once } from '../once.ts';
import { requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { StaffViewer } from '../viewer.ts';
import { actInstant } from './act-instant.ts';
import { consentWrites, factOf } from './consent-writes.ts';
import { loadConsenting, type RecordingDeps } from './load-consenting.ts';

/**
 * Ends a basis beside consent now. What was done on it stays lawful; from here on the purpose needs another ground (L91 19).
 * @throws DomainError NOT_FOUND: no such customer, or no basis of that purpose that has not ended; MARKETING_NEEDS_CONSENT
 */
export async function endLegalBasis(
  deps: Omit<RecordingDeps, 'sealing'>,
  viewer: StaffViewer,
  call: { readonly idempotencyKey: string; readonly customerId: string; readonly purpose: unknown },
): Promise<{ customerId: string }> {
  const { idempotencyKey, customerId } = call;
  const purpose = parseInput(operationalPurpose, call.purpose, ['purpose']);
  const scope = {
    caller: `staff:${viewer.subject}`,
    operation: 'endLegalBasis',
    idempotencyKey,
    input: { customerId, purpose },
  };
  return once(deps, scope, async () => {
    const version = await requirePolicyInForce(deps, deps.now());
    const { state, contact } = await loadConsenting(deps, customerId);
    const at = actInstant(state, deps.now());
    const current = state.bases[purpose];
    const hasEnded = current?.endsAt !== undefined && Date.parse(current.endsAt) <= at.getTime();
    if (!current || hasEnded) throw new DomainError('NOT_FOUND', ['purpose']);
    const fact = factOf(
      deps,
      'LEGAL_BASIS',
      {
        at,
        version,
        language: viewer.language,
        manner: 'EXPLICIT',
        path: 'STAFF',
        actor: `staff:${viewer.subject}`,
        requestId: viewer.requestId,
      },
      { purpose, basis: current.basis, endsAt: at.toISOString() },
      undefined,
    );
    const { writes } = consentWrites(deps, customerId, { before: state, facts: [fact], contact, at });
    return {
      writes,
      audit: [entryOf(viewer, { action: 'END_LEGAL_BASIS', customerId, fields: [purpose] })],
      result: { customerId },
    };
  });
}
