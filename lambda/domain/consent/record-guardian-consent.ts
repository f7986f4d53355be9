import { entryOf } from '../audit/entry.ts';
import { groupRefused, refusalConfirmation } from '../contact/refusal-confirmation.ts';
import { evidenceVersion } from '../contact/refuse.ts';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import { parseGuardianConsent } from '../input/guardian-consent.ts';
import { once } from '../once.ts';
import { judgeNotice, judgePurposes } from '../policy/judge-notice.ts';
import { policyInForce, requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { isReferenceOf } from '../request/judge-reference.ts';
import type { StaffViewer } from '../viewer.ts';
import { actInstant } from './act-instant.ts';
import { changingChoices } from './changing-choices.ts';
import { type Choice, choiceFacts, consentWrites, type Saying } from './consent-writes.ts';
import { guardianshipOf } from './guardianship.ts';
import { type Consenting, loadConsenting, type RecordingDeps } from './load-consenting.ts';

type Deps = RecordingDeps & Pick<Ports, 'outbox' | 'requests' | 'settings'>;

/**
 * What the guardian of a customer under 16 agrees to or refuses, as staff took it in an open request of the customer's, or in a ticket (L91 24). Who the guardian is and how that was
 * made certain are sealed as evidence. The customer stays one for whom a guardian speaks, and may refuse at any time. What says nothing new
 * writes no evidence; who only refuses need not have been shown anything.
 * @throws DomainError input issues, NOT_FOUND, TICKET_REQUIRED (nothing open of this customer), GUARDIAN_NOT_NEEDED (not known to be under 16), NO_POLICY_IN_FORCE and
 *   POLICY_VERSION_NOT_IN_FORCE, NOTICE_MISMATCH, UNKNOWN_PURPOSE (granted for what the version does not state)
 */
export async function recordGuardianConsent(
  deps: Deps,
  viewer: StaffViewer,
  call: { readonly idempotencyKey: string; readonly customerId: string; readonly input: unknown },
): Promise<{ customerId: string }> {
  const given = parseGuardianConsent(call.input, deps.settings);
  const { idempotencyKey, customerId } = call;
  const actor = `staff:${viewer.subject}`;
  const scope = {
    caller: actor,
    operation: 'recordGuardianConsent',
    idempotencyKey,
    input: { ...given, notice: given.notice ?? null, customerId },
  };
  return once(deps, scope, async () => {
    const consenting = await loadConsenting(deps, customerId);
    if (!(await isReferenceOf(deps, customerId, given.ticket)))
      throw new DomainError('TICKET_REQUIRED', ['ticket']);
    const { loaded, state: before, contact } = consenting;
    const at = actInstant(before, deps.now());
    const sealing = await deps.sealing.ready(['contact', 'identity'], [loaded.keyring]);
    const guardianship = guardianshipOf(openDetails(sealing, loaded, 'identity'), before, at);
    if (!guardianship.needsGuardian) throw new DomainError('GUARDIAN_NOT_NEEDED', ['customerId']);
    const { guardian, proof, notice, consents } = given;
    const versions = await deps.policies.versions();
    const inForce = notice ? await requirePolicyInForce(deps, at) : await policyInForce(deps, at);
    if (notice && inForce) {
      judgeNotice(notice, inForce);
      judgePurposes(consents, inForce);
    }
    const ofAChild = { ...guardianship, choices: before.choices };
    const changed = changingChoices(ofAChild, consents, versions, inForce);
    const audit = [
      entryOf(viewer, { action: 'RECORD_GUARDIAN_CONSENT', customerId, reference: given.ticket }),
    ];
    if (changed.length === 0 && before.needsGuardian) return { writes: [], audit, result: { customerId } };
    const saying: Saying = {
      at,
      version: evidenceVersion(inForce, versions, before.acceptedVersion),
      language: notice?.language ?? loaded.customer.language,
      manner: 'EXPLICIT',
      path: 'STAFF',
      actor,
      requestId: viewer.requestId,
      reference: given.ticket,
      byGuardian: true,
    };
    const sealed = { sealing, keyring: loaded.keyring, evidence: { guardian, proof } };
    const facts = choiceFacts(deps, saying, changed, sealed);
    const keys = deps.sealing.saveKeyring(loaded.keyring);
    const { writes } = consentWrites(deps, customerId, { before, facts, contact, at, guardianship });
    return {
      writes: [...writes, ...confirmation(deps, viewer, consenting, changed, at), ...(keys ? [keys] : [])],
      audit,
      result: { customerId },
    };
  });
}

/** One mail for all that was not refused before (D330 37(3)(d)). */
function confirmation(
  deps: Pick<Ports, 'now' | 'random' | 'outbox'>,
  viewer: StaffViewer,
  { loaded }: Consenting,
  changed: readonly Choice[],
  at: Date,
): readonly Write[] {
  const refused = changed.filter(({ granted }) => !granted);
  if (refused.length === 0) return [];
  const to = {
    customerId: loaded.customer.id,
    language: loaded.customer.language,
    requestedBy: `staff:${viewer.subject}`,
    requestId: viewer.requestId,
  };
  return [refusalConfirmation(deps, to, groupRefused(refused), at)];
}
