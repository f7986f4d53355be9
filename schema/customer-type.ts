import { classViews, type PersonalField, personalFields, staffRoles } from '../lambda/domain/access.ts';
import type { BlobField } from '../lambda/domain/customer/reveal-request.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { builder } from './builder.ts';
import { customerFact } from './customer-fact.ts';
import { AddressStateEnum, CustomerKindEnum, CustomerStateEnum, LanguageEnum } from './enums.ts';
import { MailConnection, mailsOf } from './mail.ts';
import { globalId, Node } from './node.ts';
import {
  ContactText,
  IdentityAddress,
  IdentityDate,
  IdentityText,
  PaymentAddress,
  PaymentBankAccount,
  PaymentCard,
  PaymentText,
  type PersonalSource,
} from './personal.ts';

/** Roles that see anything at all of a customer. */
export const customerReaders = staffRoles.filter((role) =>
  Object.values(classViews).some((views) => views[role] !== undefined),
);
/** Roles that answer a customer's questions about mails. */
const mailReaders = ['support', 'privacy_officer'] as const;

const personal =
  (field: BlobField) =>
  (loaded: LoadedCustomer): PersonalSource => ({ loaded, field });
const classReaders = (field: PersonalField) =>
  staffRoles.filter((role) => classViews[personalFields[field].dataClass][role] !== undefined);

/** A customer as staff see one. */
export const CustomerType = builder.objectRef<LoadedCustomer>('Customer').implement({
  description: 'A customer as staff see one: every value is audited before it is answered (P6.4).',
  interfaces: [Node],
  isTypeOf: (value) => value !== null && typeof value === 'object' && 'keyring' in value,
  fields: (t) => ({
    id: t.id({ access: customerReaders, resolve: ({ customer }) => globalId('Customer', customer.id) }),
    kind: t.field({
      type: CustomerKindEnum,
      access: customerReaders,
      resolve: ({ customer }) => customer.kind,
    }),
    state: t.field({
      type: CustomerStateEnum,
      access: customerReaders,
      resolve: ({ customer }) => customer.state,
    }),
    addressState: t.field({
      type: AddressStateEnum,
      access: customerReaders,
      description: 'Whether mail reaches the customer (P3.2).',
      resolve: ({ customer }) => customer.addressState,
    }),
    language: t.field({
      type: LanguageEnum,
      access: customerReaders,
      resolve: ({ customer }) => customer.language,
    }),
    registeredAt: t.field({
      type: 'DateTime',
      access: customerReaders,
      resolve: ({ customer }) => customer.registeredAt,
    }),
    name: t.field({ type: ContactText, access: classReaders('name'), resolve: personal('name') }),
    email: t.field({ type: ContactText, access: classReaders('email'), resolve: personal('email') }),
    phone: t.field({ type: ContactText, access: classReaders('phone'), resolve: personal('phone') }),
    address: t.field({
      type: IdentityAddress,
      access: classReaders('address'),
      resolve: personal('address'),
    }),
    dateOfBirth: t.field({
      type: IdentityDate,
      access: classReaders('dateOfBirth'),
      resolve: personal('dateOfBirth'),
    }),
    identityNumber: t.field({
      type: IdentityText,
      access: classReaders('identityNumber'),
      resolve: personal('identityNumber'),
    }),
    billingName: t.field({
      type: PaymentText,
      access: classReaders('billingName'),
      resolve: personal('billingName'),
    }),
    billingAddress: t.field({
      type: PaymentAddress,
      access: classReaders('billingAddress'),
      resolve: personal('billingAddress'),
    }),
    taxCode: t.field({ type: PaymentText, access: classReaders('taxCode'), resolve: personal('taxCode') }),
    bankAccount: t.field({
      type: PaymentBankAccount,
      access: classReaders('bankAccount'),
      resolve: personal('bankAccount'),
    }),
    card: t.field({ type: PaymentCard, access: classReaders('card'), resolve: personal('card') }),
    mails: t.field({
      type: MailConnection,
      access: mailReaders,
      cost: 5,
      description:
        'Mails to the customer, newest first, with what the gate said of each; never their words. Reading is audited.',
      args: {
        first: t.arg.int({
          required: false,
          defaultValue: 20,
          access: mailReaders,
          description: 'At most 50.',
        }),
        after: t.arg.string({ required: false, access: mailReaders }),
      },
      resolve: customerFact('mails', async (ports, id, args) => mailsOf(ports, id, args)),
    }),
  }),
});
