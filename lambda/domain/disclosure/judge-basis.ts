import { type Commitment, isActiveAt } from '../commitment/commitment.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { isUsable } from '../recipient/parse-recipient.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { noBasis, type Refused, tooWide } from './covering.ts';
import type { Disclosure } from './disclosure.ts';

export type BasisDeps = Pick<Ports, 'now' | 'recipients' | 'commitments'>;

/** What a disclosure stands on, beside what each of its customers permits. */
export interface Standing {
  readonly recipient: Recipient;
  readonly commitment: Commitment | undefined;
}

/**
 * Whether a disclosure has its basis at this instant, and asks for no more than that covers (P1.6, P6.5, P6.6): an order is an authority's and
 * names every field; a commitment is a processor's, active, for this very purpose, and covers every field. A permission is each
 * customer's own: `judge-customers.ts`.
 */
export async function judgeBasis(
  deps: BasisDeps,
  { recipientId, basis, purpose, fields }: Pick<Disclosure, 'recipientId' | 'basis' | 'purpose' | 'fields'>,
): Promise<Standing | Refused> {
  const recipient = await deps.recipients.load(recipientId);
  if (!recipient) return { code: 'NOT_FOUND', path: ['recipientId'] };
  if (basis.kind === 'LEGAL_ORDER') {
    if (recipient.kind !== 'AUTHORITY') return noBasis;
    const refused = tooWide(basis.scope, fields);
    if (refused) return refused;
  }
  let commitment: Commitment | undefined;
  if (basis.kind === 'COMMITMENT') {
    if (recipient.kind !== 'PAYMENT_PROCESSOR') return noBasis;
    commitment = await deps.commitments.load(recipientId, basis.commitmentId);
    if (!commitment || commitment.purpose !== purpose || !isActiveAt(commitment, deps.now())) return noBasis;
    const refused = tooWide(commitment.fields, fields);
    if (refused) return refused;
  }
  return { recipient, commitment };
}

/** Why nothing can be sealed for a recipient now: nobody has verified it, or its key is missing or over. Undefined: it can. */
export function judgeRecipient({ state, key, delivery }: Recipient, now: Date): Refused | undefined {
  const path = ['recipientId'];
  if (state !== 'VERIFIED' || (key && !isUsable(key, now))) return { code: 'RECIPIENT_NOT_VERIFIED', path };
  if (delivery === 'KEY' && !key) return { code: 'KEY_NOT_ACCEPTED', path };
  return undefined;
}

/** Thumbprint of the key that a package for a recipient is sealed to; undefined: by passphrase. */
export const keyFor = ({ delivery, key }: Recipient): string | undefined =>
  delivery === 'KEY' ? key?.thumbprint : undefined;

/** Conditions under which it still stands so as an act is committed. */
export const stillStands = (
  deps: Pick<Ports, 'recipients' | 'commitments'>,
  { recipient, commitment }: Standing,
): readonly Write[] => [
  deps.recipients.unchanged(recipient),
  ...(commitment ? [deps.commitments.unchanged(commitment)] : []),
];
