import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import { requireByNumber } from '../customer/require-by-number.ts';
import { placeOf } from '../disclosure/covering.ts';
import { disclosureIdAt } from '../disclosure/disclosure-id.ts';
import { isPaidFor } from '../disclosure/refuse-consideration.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { after } from '../span.ts';
import type { ServiceViewer } from '../viewer.ts';
import { type GiveDeps, type GivenForPayment, giveForPayment } from './give-for-payment.ts';
import { type JudgeDeps, judgePayment, type PaymentBasis, stillSo } from './judge-payment.ts';
import { sealOrderReference } from './order-reference.ts';
import {
  type GivenPaymentDisclosure,
  type PaymentDisclosure,
  parsePaymentDisclosure,
} from './parse-payment-disclosure.ts';
import { refuseAsPaid } from './refuse-as-paid.ts';

type Deps = JudgeDeps & GiveDeps & Pick<Ports, 'random' | 'blindIndex' | 'idempotency'>;
/** With the fields as they were given, in their own order. */
type Said = PaymentDisclosure & { readonly given: unknown };
type Named = { readonly customerId: string; readonly disclosureId: string };

/**
 * A service has the least fields of one customer, for one order, sealed for a payment processor on its standing commitment (P6.6). The row in
 * the audit trail and the one that the customer sees are written first, on the condition that the commitment, the recipient and the customer's
 * restriction are as they were read; then values are opened, and leave only as JWE to the processor's key: the service itself cannot read them.
 * A call that ended before it said what was given gave nothing: `tend-payments.ts` says so.
 * A repeat with the same key is judged anew, has a row of its own in the audit trail, and is sealed anew; nothing of it was kept.
 * @throws DomainError input issues; NOT_FOUND at `customerId`, `customer` and `recipientId`; at `consideration` CONSIDERATION_REFUSED (P1.7); at
 *   `recipientId` RECIPIENT_NOT_VERIFIED, KEY_NOT_ACCEPTED, NO_BASIS; that at `purpose` too; at the place in `fields` SCOPE_TOO_WIDE; at `customerId` or
 *   `customer`, whichever was named, PROCESSING_RESTRICTED, ERASURE_UNDER_WAY.
 *   Each refusal is in the audit trail.
 */
export async function discloseForPayment(
  deps: Deps,
  viewer: ServiceViewer,
  call: GivenPaymentDisclosure & { readonly idempotencyKey: string },
): Promise<GivenForPayment> {
  const { idempotencyKey, ...input } = call;
  if (isPaidFor(input.consideration)) return refuseAsPaid(deps, viewer, call);
  const parsed = parsePaymentDisclosure(input);
  const asked: Said = { ...parsed, given: input.fields };
  const caller = `service:${viewer.clientId}`;
  const scope = { caller, operation: 'discloseForPayment', idempotencyKey, input: parsed };
  let planned: (Named & { readonly basis: PaymentBasis }) | undefined;
  const named = await once<Named>(deps, scope, async () => {
    const customerId = await whose(deps, viewer, asked);
    const now = deps.now();
    const disclosureId = disclosureIdAt(now, deps.random);
    const basis = await requireBasis(deps, viewer, asked, { customerId, disclosureId });
    planned = { customerId, disclosureId, basis };
    const { fields, purpose, orderReference, recipientId } = asked;
    const { keyring } = basis.loaded;
    const sealing = await deps.sealing.ready(['content'], [keyring]);
    const sealedOrderReference = sealOrderReference(sealing, keyring, disclosureId, orderReference);
    const save = deps.sealing.saveKeyring(keyring);
    const shown = deps.disclosures.putOfCustomer(undefined, {
      ...{ disclosureId, customerId, recipientId, purpose, sealedOrderReference, fields },
      recipientName: basis.recipient.name,
      basis: 'COMMITMENT',
      result: 'PENDING',
      cause: undefined,
      version: 1,
      at: now.toISOString(),
      withheldUntil: undefined,
      toldAt: undefined,
      settleBy: after(now, { minutes: limits.paymentMinutes }),
    });
    return {
      writes: [shown, ...stillSo(deps, basis), ...(save ? [save] : [])],
      audit: [entry(viewer, asked, { customerId, disclosureId })],
      result: { customerId, disclosureId },
    };
  });
  const isRepeat = planned?.disclosureId !== named.disclosureId;
  const basis = isRepeat ? await allowAgain(deps, viewer, asked, named) : planned?.basis;
  if (!basis) throw new DomainError('TEMPORARILY_UNAVAILABLE');
  return giveForPayment(deps, asked, { ...named, basis });
}

function entry(
  viewer: ServiceViewer,
  { fields }: PaymentDisclosure,
  { customerId, disclosureId }: Named,
): AuditEntry {
  const facts = { action: 'DISCLOSE_FOR_PAYMENT', view: 'value', purpose: 'PAYMENT' } as const;
  return entryOf(viewer, { ...facts, customerId, fields, reference: disclosureId });
}

async function allowAgain(
  deps: Deps,
  viewer: ServiceViewer,
  asked: Said,
  named: Named,
): Promise<PaymentBasis> {
  return reread({ STALE_REVISION: 2 }, async () => {
    const basis = await requireBasis(deps, viewer, asked, named);
    await deps.commit(stillSo(deps, basis), [entry(viewer, asked, named)]);
    return basis;
  });
}

/** @throws DomainError what speaks against it, once that is in the audit trail */
async function requireBasis(
  deps: Deps,
  viewer: ServiceViewer,
  asked: Said,
  named: Named,
): Promise<PaymentBasis> {
  const judged = await judgePayment(deps, named.customerId, asked);
  if (!('code' in judged)) return judged;
  const { code } = judged;
  await deps.commit([], [{ ...entry(viewer, asked, named), outcome: 'REFUSED', code }]);
  throw new DomainError(code, placeOf(judged, asked.given));
}

/** @throws DomainError NOT_FOUND at `customer`: who may ask can try numbers, so that is in the audit trail too */
async function whose(deps: Deps, viewer: ServiceViewer, { whose }: PaymentDisclosure): Promise<string> {
  if (typeof whose === 'string') return whose;
  return requireByNumber(deps, viewer, 'DISCLOSE_FOR_PAYMENT', whose);
}
