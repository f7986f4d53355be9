import { builder } from './builder.ts';
import { BankAccountInput, CardOnFileInput, PostalAddressInput } from './inputs.ts';

/** An input of any of a customer's details: what is left out is not given. */
export const detailsInput = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: (t) => ({
      name: t.string({ required: false }),
      phone: t.field({ type: 'PhoneNumber', required: false }),
      address: t.field({ type: PostalAddressInput, required: false }),
      dateOfBirth: t.field({ type: 'Date', required: false }),
      identityNumber: t.string({ required: false }),
      billingName: t.string({ required: false }),
      billingAddress: t.field({ type: PostalAddressInput, required: false }),
      taxCode: t.string({ required: false }),
      bankAccount: t.field({ type: BankAccountInput, required: false }),
      card: t.field({ type: CardOnFileInput, required: false }),
    }),
  });
