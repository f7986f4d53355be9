import type { PersonalField } from '../access.ts';
import { disclosableFields } from '../disclosure/purpose.ts';
import { DomainError } from '../errors.ts';
import { gatherValues } from '../package/gather-values.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import type { PaymentBasis } from './judge-payment.ts';
import { type PaymentDisclosure, placeOfWhose } from './parse-payment-disclosure.ts';

export type GiveDeps = Pick<
  Ports,
  'now' | 'commit' | 'sealing' | 'customers' | 'references' | 'disclosures' | 'recipientSealing'
>;

/** What a service is answered. */
export interface GivenForPayment {
  readonly disclosureId: string;
  readonly keyThumbprint: string;
  /** Those that were there. */
  readonly fields: readonly PersonalField[];
  /** JWE compact serialization to the processor's key; undefined when nothing was there. */
  readonly jwe: string | undefined;
}

/** Opens the values of a disclosure that is in the audit trail, seals them for the processor, and notes in the customer's row what was given. */
export async function giveForPayment(
  deps: GiveDeps,
  payment: PaymentDisclosure,
  {
    customerId,
    disclosureId,
    basis: { loaded, key, recipient },
  }: { readonly customerId: string; readonly disclosureId: string; readonly basis: PaymentBasis },
): Promise<GivenForPayment> {
  const { fields: asked, orderReference, purpose } = payment;
  const values = await gatherValues(deps, loaded, asked);
  const fields = asked.filter((field) => values[field] !== undefined);
  const about = { type: 'payment-disclosure+jwe', contentType: 'application/json' };
  const inside = {
    disclosureId,
    recipientId: recipient.id,
    orderReference,
    purpose,
    sealedAt: deps.now().toISOString(),
    confersNoRight: true,
    values,
  };
  const jwe =
    fields.length === 0
      ? undefined
      : await deps.recipientSealing.toKey(key, new TextEncoder().encode(JSON.stringify(inside)), about);
  await settle(deps, { customerId, disclosureId, named: placeOfWhose(payment) }, fields);
  return { disclosureId, keyThumbprint: key.thumbprint, fields, jwe };
}

/** Before the answer leaves: what is not said here was not given. A repeat may find more than was there the first time: what was given once stays said. */
async function settle(
  deps: Pick<Ports, 'commit' | 'disclosures'>,
  whose: { readonly customerId: string; readonly disclosureId: string; readonly named: string },
  given: readonly PersonalField[],
): Promise<void> {
  const { customerId, disclosureId, named } = whose;
  await reread({ STALE_REVISION: 3 }, async () => {
    const before = await deps.disclosures.loadOfCustomer(customerId, disclosureId);
    if (!before) throw new DomainError('NOT_FOUND', [named]);
    const earlier = before.result === 'GIVEN' ? before.fields : [];
    const fields = disclosableFields.filter((field) => given.includes(field) || earlier.includes(field));
    const result = fields.length > 0 ? 'GIVEN' : 'NOTHING_TO_GIVE';
    if (before.result === result && before.fields.length === fields.length) return;
    const after = { ...before, fields, result, cause: undefined, version: before.version + 1 } as const;
    await deps.commit([deps.disclosures.putOfCustomer(before, after)], []);
  });
}
