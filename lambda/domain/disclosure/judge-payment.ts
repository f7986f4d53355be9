import type { ErrorCode } from '../errors.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { Commitment } from './commitment.ts';
import { coveringCommitment } from './covering-commitment.ts';
import type { PaymentDisclosure } from './parse-payment-disclosure.ts';
import { isUsable } from './parse-recipient.ts';
import { isRecipientId, type Recipient, type RecipientKey } from './recipient.ts';

export type JudgeDeps = Pick<
  Ports,
  'now' | 'customers' | 'contactStates' | 'recipients' | 'commitments' | 'erasures'
>;

/** What a disclosure for a payment stands on. */
export interface PaymentBasis {
  readonly loaded: LoadedCustomer;
  readonly recipient: Recipient;
  readonly key: RecipientKey;
  readonly commitment: Commitment;
  readonly contact: ContactState;
}
/** Why it does not: a code and where it stands in the input. */
interface Refused {
  readonly code: ErrorCode;
  readonly path: readonly string[];
}

/**
 * Whether a service may have one customer's fields sealed for a processor now (P6.6): the recipient is a payment
 * processor that a second person has verified, with a key that is good, and a commitment covers purpose and fields at this instant; and
 * the customer has neither restricted the processing nor is being erased.
 */
export async function judgePayment(
  deps: JudgeDeps,
  customerId: string,
  asked: PaymentDisclosure,
): Promise<PaymentBasis | Refused> {
  const { recipientId } = asked;
  const at = (code: ErrorCode, ...path: readonly string[]): Refused => ({ code, path });
  const recipient = isRecipientId(recipientId) ? await deps.recipients.load(recipientId) : undefined;
  if (!recipient) return at('NOT_FOUND', 'recipientId');
  if (recipient.kind !== 'PAYMENT_PROCESSOR') return at('NO_BASIS', 'recipientId');
  const { key } = recipient;
  const now = deps.now();
  if (recipient.state !== 'VERIFIED' || (key && !isUsable(key, now)))
    return at('RECIPIENT_NOT_VERIFIED', 'recipientId');
  if (!key) return at('KEY_NOT_ACCEPTED', 'recipientId');
  const commitment = await coveringCommitment(deps, asked, now);
  if (commitment === 'NO_BASIS') return at('NO_BASIS', 'recipientId');
  if (commitment === 'SCOPE_TOO_WIDE') return at('SCOPE_TOO_WIDE', 'fields');
  // The contact state first: a restriction that comes after it is met when the act is committed.
  const contact = await deps.contactStates.load(customerId);
  const [[loaded], erasure] = await Promise.all([
    deps.customers.load([customerId]),
    deps.erasures.load(customerId),
  ]);
  if (!contact || !loaded) return at('NOT_FOUND', 'customer');
  if (erasure && erasure.step !== 'DONE') return at('ERASURE_UNDER_WAY', 'customer');
  if (contact.isRestricted) return at('PROCESSING_RESTRICTED', 'customer');
  return { loaded, recipient, key, commitment, contact };
}

/** Conditions under which the basis is still so as the act is committed: what ended meanwhile stops it. */
export const stillSo = (
  deps: Pick<Ports, 'recipients' | 'commitments' | 'contactStates'>,
  { recipient, commitment, contact }: PaymentBasis,
): readonly Write[] => [
  deps.recipients.unchanged(recipient),
  deps.commitments.unchanged(commitment),
  deps.contactStates.unchanged(contact),
];
