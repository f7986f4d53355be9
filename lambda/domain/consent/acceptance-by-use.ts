import type { IdentityDetails } from '../customer/details.ts';
import { policyInForce } from '../policy/policy-in-force.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { actInstant } from './act-instant.ts';
import { consentWrites, factOf } from './consent-writes.ts';
import type { ConsentFact, ConsentState } from './fact.ts';
import { guardianshipOf, isSameGuardianship } from './guardianship.ts';
import { sealedOrigin } from './sealed-origin.ts';

/** Acts by which a customer uses the system. Not among them: refusing, accepting in so many words, rights requests, closing, reading. */
export const actsOfUse = [
  'setConsents',
  'updateContactDetails',
  'updatePaymentDetails',
  'provideIdentityDetails',
  'setLanguage',
  'resendVerification',
  'openSupportRequest',
  'replyToRequest',
  'sendFeedback',
  'answerInformationRequest',
  'requestEmailChange',
  'requestCorrection',
] as const;
export type ActOfUse = (typeof actsOfUse)[number];

export type ByUseDeps = Pick<
  Ports,
  'now' | 'random' | 'sealing' | 'policies' | 'consents' | 'notices' | 'contactStates' | 'changes'
>;

/**
 * Acceptance by use (P0.2): the first act after the notice of the version in force was handed out accepts that version. The fact says by
 * which act, and when and how the notice had come; it changes no choice, and no marketing follows from it. Undefined when there is
 * nothing to accept.
 */
export async function useFact(
  deps: Pick<ByUseDeps, 'now' | 'random' | 'sealing' | 'policies' | 'notices'>,
  viewer: CustomerViewer,
  { keyring }: Pick<LoadedCustomer, 'keyring'>,
  state: ConsentState,
  operation: ActOfUse,
): Promise<ConsentFact | undefined> {
  const customerId = keyring.subjectId;
  const version = await policyInForce(deps, deps.now());
  if (!version || version.version <= state.acceptedVersion) return undefined;
  const notice = await deps.notices.find(customerId, version.version);
  const at = actInstant(state, deps.now());
  if (!notice || notice.at > at.toISOString()) return undefined;
  const saying = {
    at,
    version,
    language: notice.language,
    manner: 'BY_USE',
    path: 'SIGNED_IN',
    actor: `customer:${customerId}`,
    requestId: viewer.requestId,
  } as const;
  const { sealed } = await sealedOrigin(deps, keyring, viewer.origin);
  const use = { operation, noticeAt: notice.at, noticeBy: notice.by };
  return factOf(deps, 'ACCEPTANCE', saying, { use }, sealed);
}

/**
 * What an act of use adds to its own transaction: acceptance by use, and what a date of birth says of who speaks for the customer
 * where the act tells it anew. Empty when neither says anything new. The caller saves the keyring afterwards.
 * @param more.contact the contact state as the act read it; without one it is read. Its replacement is among the writes, so an act that
 *   has any of them adds no condition on the same row.
 * @param more.identity the details that may tell a date of birth, as they are after the act
 */
export async function acceptanceByUse(
  deps: ByUseDeps,
  viewer: CustomerViewer,
  loaded: LoadedCustomer,
  operation: ActOfUse,
  more: { readonly contact?: ContactState; readonly identity?: IdentityDetails } = {},
): Promise<readonly Write[]> {
  const customerId = loaded.customer.id;
  const before = await deps.consents.state(customerId);
  if (!before) return [];
  const fact = await useFact(deps, viewer, loaded, before, operation);
  const guardianship = guardianshipOf(more.identity, before, deps.now());
  if (!fact && isSameGuardianship(guardianship, before)) return [];
  const contact = more.contact ?? (await deps.contactStates.load(customerId));
  if (!contact) return [];
  const facts = fact ? [fact] : [];
  return consentWrites(deps, customerId, { before, facts, contact, at: deps.now(), guardianship }).writes;
}
