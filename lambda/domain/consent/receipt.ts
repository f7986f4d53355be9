import type { Sender } from '../../declared/sender.ts';
import { policyInForce } from '../policy/policy-in-force.ts';
import type { Ports } from '../ports.ts';
import type { Language } from '../viewer.ts';
import { type ConsentFact, type ConsentState, choiceKey } from './fact.ts';
import { type Policies, processingOf } from './receipt-processing.ts';
import { privacyRights, withdrawalMethod } from './receipt-words.ts';

/** `typ` of a receipt's JWS. */
export const receiptType = 'consent-receipt+jws';

export interface SignedReceipt {
  /** JWS compact serialization; its payload is `receiptPayload`. */
  readonly jws: string;
  readonly issuedAt: string;
}

/**
 * A receipt that the customer keeps (P1.3; D356 6(1): printable, and the proof is CloudFly's to bring): what was agreed to, refused and
 * withdrawn, when and how, signed so that nobody can alter it unseen.
 * @param principalId the pseudonym that the customer is known by in the API; the one thing in it that is about a person
 * @throws DomainError TEMPORARILY_UNAVAILABLE; undefined when the customer has no consents
 */
export async function issueReceipt(
  deps: Pick<Ports, 'now' | 'random' | 'consents' | 'policies' | 'signer' | 'settings'>,
  customerId: string,
  principalId: string,
): Promise<SignedReceipt | undefined> {
  const at = deps.now();
  const [state, history, versions, inForce] = await Promise.all([
    deps.consents.state(customerId),
    deps.consents.history(customerId),
    deps.policies.versions(),
    policyInForce(deps, at),
  ]);
  if (!state) return undefined;
  const payload = receiptPayload(
    { state, history },
    { versions, inForce },
    { id: deps.random.id(), principalId, at, controller: deps.settings.sender },
  );
  return { jws: await deps.signer.sign(payload, receiptType), issuedAt: at.toISOString() };
}

/** What a receipt says, in the structure of ISO/IEC TS 27560:2023, 6.3 and 6.4: metadata, parties, notice, processing, events. */
export function receiptPayload(
  consents: { readonly state: ConsentState; readonly history: readonly ConsentFact[] },
  policies: Policies,
  issued: {
    readonly id: string;
    readonly principalId: string;
    readonly at: Date;
    readonly controller: Sender;
  },
) {
  const { state, history } = consents;
  const { controller } = issued;
  const acceptance = history.findLast(
    ({ type, policyVersion }) => type === 'ACCEPTANCE' && policyVersion === state.acceptedVersion,
  );
  const language: Language = acceptance?.language ?? 'vi';
  return {
    schema_version: 'ISO/IEC TS 27560:2023',
    receipt_id: issued.id,
    /** The consent record that it is a copy of, and how often that was changed. */
    record_id: `${issued.principalId}.${state.version}`,
    pii_principal_id: issued.principalId,
    issued_at: issued.at.toISOString(),
    jurisdiction: controller.country,
    parties: [
      {
        party_id: controller.site,
        party_role: 'PII controller',
        party_name: controller.name,
        party_country: controller.country,
        party_email: controller.email,
        party_url: controller.site,
        ...(controller.postalAddress && { party_address: controller.postalAddress }),
        ...(controller.phone && { party_phone: controller.phone }),
      },
    ],
    privacy_notice: {
      url: controller.policyUrl,
      version: state.acceptedVersion,
      language,
      ...(acceptance && { digest: acceptance.textDigest }),
      accepted_at: state.acceptedAt,
      consent_type: state.acceptedManner,
    },
    pii_processing: processingOf(state, factsByKey(history), policies, language, issued.at),
    privacy_rights: privacyRights,
    withdrawal_method: withdrawalMethod[language],
  };
}

/** Facts of one choice, of one basis, and the acceptances, each oldest first. */
function factsByKey(history: readonly ConsentFact[]): ReadonlyMap<string, readonly ConsentFact[]> {
  return Map.groupBy(history, ({ type, purpose, channel }) => {
    if (purpose === undefined) return type;
    return type === 'CONSENT' ? choiceKey(purpose, channel) : `${type}:${purpose}`;
  });
}
