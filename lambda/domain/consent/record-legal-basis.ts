import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseLegalBasis } from '../input/legal-basis.ts';
import { once } from '../once.ts';
import { requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { StaffViewer } from '../viewer.ts';
import { actInstant } from './act-instant.ts';
import { consentWrites, factOf } from './consent-writes.ts';
import { loadConsenting, type RecordingDeps } from './load-consenting.ts';

/**
 * A basis beside consent on which one operational purpose may be used, with its proof, which is sealed (L91 19). It takes the place of the
 * basis before it. It opens nothing that the customer refused, and no marketing.
 * @throws DomainError input issues, MARKETING_NEEDS_CONSENT, IN_THE_PAST, UNKNOWN_PURPOSE (not in the version in force), NOT_FOUND
 */
export async function recordLegalBasis(
  deps: RecordingDeps,
  viewer: StaffViewer,
  call: { readonly idempotencyKey: string; readonly customerId: string; readonly input: unknown },
): Promise<{ customerId: string }> {
  const { purpose, basis, proof, endsAt } = parseLegalBasis(call.input, deps.now());
  const { idempotencyKey, customerId } = call;
  const ends = endsAt?.toISOString();
  const scope = {
    caller: `staff:${viewer.subject}`,
    operation: 'recordLegalBasis',
    idempotencyKey,
    input: { customerId, purpose, basis, proof, endsAt: ends ?? null },
  };
  return once(deps, scope, async () => {
    const version = await requirePolicyInForce(deps, deps.now());
    if (!version.purposes.some((stated) => stated.purpose === purpose))
      throw new DomainError('UNKNOWN_PURPOSE', ['purpose']);
    const { loaded, state, contact } = await loadConsenting(deps, customerId);
    const at = actInstant(state, deps.now());
    const sealing = await deps.sealing.ready(['contact'], [loaded.keyring]);
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
      { purpose, basis, ...(ends !== undefined && { endsAt: ends }) },
      { sealing, keyring: loaded.keyring, evidence: { proof } },
    );
    const { writes } = consentWrites(deps, customerId, { before: state, facts: [fact], contact, at });
    const keys = deps.sealing.saveKeyring(loaded.keyring);
    return {
      writes: [...writes, ...(keys ? [keys] : [])],
      audit: [entryOf(viewer, { action: 'RECORD_LEGAL_BASIS', customerId, fields: [purpose] })],
      result: { customerId },
    };
  });
}
