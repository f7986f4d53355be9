import type { AskableField, CorrectedValuesInput } from '../generated/graphql.ts';
import { addressOf } from './address-of.ts';
import { partsOf } from './payment-changes.ts';
import type { Filled } from './use-form.ts';

/** What a detail is called in inputs and records. */
export const detailNames = {
  NAME: 'name',
  PHONE: 'phone',
  ADDRESS: 'address',
  DATE_OF_BIRTH: 'dateOfBirth',
  IDENTITY_NUMBER: 'identityNumber',
  BILLING_NAME: 'billingName',
  BILLING_ADDRESS: 'billingAddress',
  TAX_CODE: 'taxCode',
  BANK_ACCOUNT: 'bankAccount',
  CARD: 'card',
} as const satisfies Readonly<Record<AskableField, keyof CorrectedValuesInput>>;

/** What a form was filled with, of these details alone; what is empty is left out. `prefix` stands before each control's name. */
export function detailsIn(
  filled: Filled,
  fields: readonly AskableField[],
  prefix = '',
): Partial<CorrectedValuesInput> {
  const entries = fields.flatMap((field) => {
    const value = detailIn(filled, field, `${prefix}${detailNames[field]}`);
    return value === undefined || value === null ? [] : [[detailNames[field], value]];
  });
  return Object.fromEntries(entries);
}

function detailIn(filled: Filled, field: AskableField, name: string): unknown {
  if (field === 'ADDRESS' || field === 'BILLING_ADDRESS') return addressOf(filled, name);
  if (field === 'BANK_ACCOUNT') return partsOf(filled, name, ['bank', 'holder', 'number']);
  if (field === 'CARD') return partsOf(filled, name, ['brand', 'lastFour', 'expiry', 'processorToken']);
  return filled[name];
}
