import { entryOf } from '../audit/entry.ts';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import { type GuardianConsentInput, parseGuardianConsent } from '../input/guardian-consent.ts';
import { enqueueOpenMail } from '../mail/enqueue-mail.ts';
import { once } from '../once.ts';
import { requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { Ports, Write } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { actInstant } from './act-instant.ts';
import { choiceFacts, consentWrites, type Saying } from './consent-writes.ts';
import { choiceKey } from './fact.ts';
import { isUnderGuardianship } from './guardianship.ts';
import { type Consenting, loadConsenting } from './load-consenting.ts';

type Deps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'customers'
  | 'consents'
  | 'contactStates'
  | 'changes'
  | 'policies'
  | 'outbox'
  | 'idempotency'
  | 'settings'
>;

/**
 * What the guardian of a customer under 16 agrees to or refuses, as staff took it in a ticket (L91 24). Who the guardian is and how that was
 * made certain are sealed as evidence. The customer stays one for whom a guardian speaks, and may refuse at any time.
 * @throws DomainError input issues, NOT_FOUND, GUARDIAN_NOT_NEEDED (not known to be under 16), POLICY_VERSION_NOT_IN_FORCE, NOTICE_MISMATCH,
 *   UNKNOWN_PURPOSE (granted for what the version does not state)
 */
export async function recordGuardianConsent(
  deps: Deps,
  viewer: StaffViewer,
  call: { readonly idempotencyKey: string; readonly customerId: string; readonly input: unknown },
): Promise<{ customerId: string }> {
  const given = parseGuardianConsent(call.input, deps.settings.referencePattern);
  const { idempotencyKey, customerId } = call;
  const actor = `staff:${viewer.subject}`;
  const scope = {
    caller: actor,
    operation: 'recordGuardianConsent',
    idempotencyKey,
    input: { ...given, customerId },
  };
  return once(deps, scope, async () => {
    const consenting = await loadConsenting(deps, customerId);
    const { loaded, state: before, contact } = consenting;
    const at = actInstant(before, deps.now());
    const sealing = await deps.sealing.ready(['contact', 'identity'], [loaded.keyring]);
    if (!isUnderGuardianship(openDetails(sealing, loaded, 'identity'), at))
      throw new DomainError('GUARDIAN_NOT_NEEDED', ['customerId']);
    const version = await requirePolicyInForce(deps, at);
    judgeNotice(given, version);
    const saying: Saying = {
      at,
      version,
      language: given.notice.language,
      manner: 'EXPLICIT',
      path: 'STAFF',
      actor,
      requestId: viewer.requestId,
      reference: given.ticket,
      byGuardian: true,
    };
    const { guardian, proof } = given;
    const sealed = { sealing, keyring: loaded.keyring, evidence: { guardian, proof } };
    const facts = choiceFacts(deps, saying, given.consents, sealed);
    const { writes } = consentWrites(deps, customerId, { before, facts, contact, at, needsGuardian: true });
    return {
      writes: [...writes, ...confirmation(deps, viewer, consenting, given, at)],
      audit: [entryOf(viewer, { action: 'RECORD_GUARDIAN_CONSENT', customerId, reference: given.ticket })],
      result: { customerId },
    };
  });
}

/** Agreement is to what was shown, in the version in force; a refusal is taken whatever the version states. */
function judgeNotice({ notice, consents }: GuardianConsentInput, version: PolicyVersion): void {
  if (notice.version !== version.version)
    throw new DomainError('POLICY_VERSION_NOT_IN_FORCE', ['notice', 'version']);
  if (notice.digest !== version.digest[notice.language])
    throw new DomainError('NOTICE_MISMATCH', ['notice', 'digest']);
  const stated = new Set<string>(version.purposes.map(({ purpose }) => purpose));
  const unknown = consents.findIndex(({ purpose, granted }) => granted && !stated.has(purpose));
  if (unknown >= 0) throw new DomainError('UNKNOWN_PURPOSE', ['consents', String(unknown), 'purpose']);
}

/** One mail for all that was not refused before (D330 37(3)(d)). */
function confirmation(
  deps: Pick<Ports, 'now' | 'random' | 'outbox'>,
  viewer: StaffViewer,
  { loaded, state }: Consenting,
  { consents }: GuardianConsentInput,
  at: Date,
): readonly Write[] {
  const refused = consents.filter(
    ({ purpose, channel, granted }) =>
      !granted && state.choices[choiceKey(purpose, channel)]?.granted !== false,
  );
  if (refused.length === 0) return [];
  const variables = {
    purposes: [...new Set(refused.map(({ purpose }) => purpose))],
    channels: [...new Set(refused.map(({ channel }) => channel))],
    refusedAt: at.toISOString(),
  };
  const { write } = enqueueOpenMail(deps, {
    customerId: loaded.customer.id,
    language: loaded.customer.language,
    requestedBy: `staff:${viewer.subject}`,
    requestId: viewer.requestId,
    filled: { template: 'REFUSAL_CONFIRMATION', variables },
  });
  return [write];
}
