import type { Commitment } from '../commitment/commitment.ts';
import { coveringCommitment } from '../commitment/covering-commitment.ts';
import { noBasis, type Refused } from '../disclosure/covering.ts';
import { judgeRecipient } from '../disclosure/judge-basis.ts';
import { withoutOrder } from '../disclosure/judge-customers.ts';
import type { ErrorCode } from '../errors.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { isRecipientId, type Recipient, type RecipientKey } from '../recipient/recipient.ts';
import { type PaymentDisclosure, placeOfWhose } from './parse-payment-disclosure.ts';

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
  if (recipient.kind !== 'PAYMENT_PROCESSOR') return noBasis;
  const now = deps.now();
  const refused = judgeRecipient(recipient, now);
  if (refused) return refused;
  const { key } = recipient;
  // Sealed to a key, whatever way its packages go.
  if (!key) return at('KEY_NOT_ACCEPTED', 'recipientId');
  const commitment = await coveringCommitment(deps, asked, now);
  if ('code' in commitment) return commitment;
  // The contact state first: a restriction that comes after it is met when the act is committed.
  const contact = await deps.contactStates.load(customerId);
  const [[loaded], erasure] = await Promise.all([
    deps.customers.load([customerId]),
    deps.erasures.load(customerId),
  ]);
  const named = placeOfWhose(asked);
  if (!contact || !loaded) return at('NOT_FOUND', named);
  const cause = withoutOrder(erasure, contact);
  if (cause !== undefined) return at(cause, named);
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
