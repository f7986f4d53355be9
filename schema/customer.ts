import { classViews, type PersonalField, personalFields, staffRoles } from '../lambda/domain/access.ts';
import { type FoundBy, findCustomers } from '../lambda/domain/customer/find-customers.ts';
import { listCustomers } from '../lambda/domain/customer/list-customers.ts';
import { recordStaffRead } from '../lambda/domain/customer/record-staff-read.ts';
import type { BlobField } from '../lambda/domain/customer/reveal-request.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { parseInput } from '../lambda/domain/input/collect-issues.ts';
import { customerReference } from '../lambda/domain/input/customer-reference.ts';
import { emailAddress } from '../lambda/domain/input/email-address.ts';
import { phoneNumber } from '../lambda/domain/input/phone-number.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import type { StaffViewer, Viewer } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { CustomerNumberInput } from './customer-number.ts';
import { AddressStateEnum, CustomerKindEnum, CustomerStateEnum, LanguageEnum } from './enums.ts';
import { MailConnection, mailsOf } from './mail.ts';
import { globalId, localId, Node } from './node.ts';
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
const readers = staffRoles.filter((role) =>
  Object.values(classViews).some((views) => views[role] !== undefined),
);
/** Roles that work through lists of customers. */
const listers = readers;
/** Roles that look a customer up by an address or a number that they were told. */
const finders = ['support', 'billing', 'legal', 'privacy_officer'] as const;

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
    id: t.id({ access: readers, resolve: ({ customer }) => globalId('Customer', customer.id) }),
    kind: t.field({ type: CustomerKindEnum, access: readers, resolve: ({ customer }) => customer.kind }),
    state: t.field({ type: CustomerStateEnum, access: readers, resolve: ({ customer }) => customer.state }),
    addressState: t.field({
      type: AddressStateEnum,
      access: readers,
      description: 'Whether mail reaches the customer (P3.2).',
      resolve: ({ customer }) => customer.addressState,
    }),
    language: t.field({ type: LanguageEnum, access: readers, resolve: ({ customer }) => customer.language }),
    registeredAt: t.field({
      type: 'DateTime',
      access: readers,
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
      resolve: async ({ customer: { id } }, args, { ports, viewer }) => {
        await recordStaffRead(ports, requireStaff(viewer), id, 'mails');
        return mailsOf(ports, id, args);
      },
    }),
  }),
});

const CustomerConnection = connectionOf('Customer', CustomerType, listers);

const CustomerFilterInput = builder.inputType('CustomerFilter', {
  description: 'A closed filter: no free text, no personal value.',
  fields: (t) => ({
    state: t.field({ type: CustomerStateEnum, required: false }),
    addressState: t.field({ type: AddressStateEnum, required: false }),
    month: t.string({ required: false, description: 'Month of registration, YYYY-MM (UTC).' }),
  }),
});

/** @throws DomainError REQUIRED at `email` unless exactly one is given; input issues */
function foundBy(asked: {
  readonly email?: unknown;
  readonly phone?: unknown;
  readonly number?: unknown;
}): FoundBy {
  const [[name, value] = ['', undefined], ...others] = Object.entries(asked).filter(([, one]) => one != null);
  if (name === '' || others.length > 0) throw new DomainError('REQUIRED', ['email']);
  if (name === 'email') return { email: parseInput(emailAddress, value, ['email']) };
  if (name === 'phone') return { phone: parseInput(phoneNumber, value, ['phone']) };
  return parseInput(customerReference, value, ['number']);
}

/** @throws DomainError FORBIDDEN: the plan check came first, this holds without it. */
export function requireStaff(viewer: Viewer): StaffViewer {
  if (viewer.kind !== 'staff') throw new DomainError('FORBIDDEN');
  return viewer;
}

builder.queryFields((t) => ({
  customer: t.field({
    type: CustomerType,
    access: readers,
    nullable: true,
    description: 'One customer. Null when there is none.',
    args: { id: t.arg.id({ access: readers }) },
    resolve: async (_, args, { customers, viewer }) => {
      requireStaff(viewer);
      const id = localId('Customer', args.id);
      return id === undefined ? undefined : customers.load(id);
    },
  }),
  findCustomer: t.field({
    type: [CustomerType],
    access: finders,
    cost: 20,
    size: 5,
    description:
      'Customers with this very email address or phone number, or whom a system knows by this very number; give one of the three. The lookup is audited whether it finds anybody or not.',
    args: {
      email: t.arg({ type: 'EmailAddress', required: false, access: finders }),
      phone: t.arg({ type: 'PhoneNumber', required: false, access: finders }),
      number: t.arg({ type: CustomerNumberInput, required: false, access: finders }),
    },
    resolve: async (_, asked, { ports, viewer }) => [
      ...(await findCustomers(ports, requireStaff(viewer), foundBy(asked))),
    ],
  }),
  customers: t.field({
    type: CustomerConnection,
    access: listers,
    cost: 10,
    description: 'Customers by a closed filter, masked values only, in a stable order.',
    args: {
      filter: t.arg({ type: CustomerFilterInput, required: false, access: listers }),
      first: t.arg.int({ required: false, defaultValue: 20, access: listers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: listers }),
    },
    resolve: async (_, { filter, first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const { state, addressState, month } = filter ?? {};
      const listed = await listCustomers(ports, {
        filter: { ...(state && { state }), ...(addressState && { addressState }), ...(month && { month }) },
        first: first ?? 20,
        after: after ?? undefined,
      });
      return {
        items: listed.customers.map(({ loaded, cursor }) => ({ node: loaded, cursor })),
        hasNextPage: listed.hasNextPage,
      };
    },
  }),
  node: t.field({
    type: Node,
    access: readers,
    nullable: true,
    description:
      'Anything by its global id. Null when there is none, or it is none that the viewer may know of.',
    args: { id: t.arg.id({ access: readers }) },
    resolve: async (_, args, { customers, viewer }) => {
      requireStaff(viewer);
      const id = localId('Customer', args.id);
      return id === undefined ? undefined : ((await customers.load(id)) as never);
    },
  }),
}));
