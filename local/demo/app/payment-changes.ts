import type { OwnRecordFragment, UpdatePaymentDetailsInput } from '../generated/graphql.ts';
import { addressOf } from './address-of.ts';
import type { Filled } from './use-form.ts';

type Payment = OwnRecordFragment['payment'];
type Changes = Omit<UpdatePaymentDetailsInput, 'idempotencyKey' | 'expectedRevision'>;

/** What the form changes: a detail that was emptied is taken away, one that was left alone is not mentioned. */
export function paymentChanges(filled: Filled, before: Payment): Changes {
  const after = {
    billingName: filled.billingName ?? null,
    billingAddress: addressOf(filled, 'billingAddress', before?.billingAddress) ?? null,
    taxCode: filled.taxCode ?? null,
    bankAccount: partsOf(filled, 'bankAccount', ['bank', 'holder', 'number']),
    card: partsOf(filled, 'card', ['brand', 'lastFour', 'expiry', 'processorToken']),
  };
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before?.[name as keyof typeof after] ?? null),
  );
  return Object.fromEntries(changed);
}

/** A detail of several parts: null when all are empty; what only some of are filled in, the API judges. */
export function partsOf<Part extends string>(
  filled: Filled,
  name: string,
  parts: readonly Part[],
): Record<Part, string> | null {
  const entries = parts.map((part) => [part, filled[`${name}.${part}`] ?? ''] as const);
  if (entries.every(([, value]) => value === '')) return null;
  return Object.fromEntries(entries) as Record<Part, string>;
}
