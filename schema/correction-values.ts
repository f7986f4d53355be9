import type { SideBySide } from '../lambda/domain/correction/sealed-correction.ts';
import type { DetailsOf } from '../lambda/domain/customer/details.ts';
import { builder } from './builder.ts';
import { BankAccountType, CardOnFileType, PostalAddressType } from './details.ts';

const inside = ['everyone'] as const;

// Shapes of values, old or new. Who may reach them is ruled where a field yields them.
const ContactValues = builder.objectRef<Partial<DetailsOf['contact']>>('ContactValues').implement({
  description: 'Contact details of a correction; null where they are not part of it, or were not there.',
  fields: (t) => ({
    name: t.exposeString('name', { access: inside, nullable: true }),
    phone: t.exposeString('phone', { access: inside, nullable: true }),
  }),
});
const IdentityValues = builder.objectRef<DetailsOf['identity']>('IdentityValues').implement({
  description: 'Identity details of a correction; null where they are not part of it, or were not there.',
  fields: (t) => ({
    address: t.expose('address', { type: PostalAddressType, access: inside, nullable: true }),
    dateOfBirth: t.expose('dateOfBirth', { type: 'Date', access: inside, nullable: true }),
    identityNumber: t.exposeString('identityNumber', { access: inside, nullable: true }),
  }),
});
const PaymentValues = builder.objectRef<DetailsOf['payment']>('PaymentValues').implement({
  description: 'Payment details of a correction; null where they are not part of it, or were not there.',
  fields: (t) => ({
    billingName: t.exposeString('billingName', { access: inside, nullable: true }),
    billingAddress: t.expose('billingAddress', { type: PostalAddressType, access: inside, nullable: true }),
    taxCode: t.exposeString('taxCode', { access: inside, nullable: true }),
    bankAccount: t.expose('bankAccount', { type: BankAccountType, access: inside, nullable: true }),
    card: t.expose('card', { type: CardOnFileType, access: inside, nullable: true }),
  }),
});

function sideBySide(name: string, values: never) {
  return builder.objectRef<SideBySide>(name).implement({
    description: 'Old and new beside each other, and what was said of it.',
    fields: (t) => ({
      before: t.field({
        type: values,
        access: inside,
        description: 'As it was; of what is not decided yet, as it is now.',
        resolve: ({ before }) => before as never,
      }),
      after: t.field({ type: values, access: inside, resolve: ({ after }) => after as never }),
      why: t.exposeString('why', { access: inside, description: 'In the words of who asked.' }),
      reason: t.exposeString('reason', {
        access: inside,
        nullable: true,
        description: 'Why it was decided so. Null until it is.',
      }),
    }),
  });
}
export const ContactCorrection = sideBySide('ContactCorrection', ContactValues as never);
export const IdentityCorrection = sideBySide('IdentityCorrection', IdentityValues as never);
export const PaymentCorrection = sideBySide('PaymentCorrection', PaymentValues as never);
