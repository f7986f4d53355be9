import type { BlobClass } from '../lambda/domain/customer/customer.ts';
import { ownCustomerNumbers } from '../lambda/domain/customer/customer-numbers.ts';
import type { DetailsOf } from '../lambda/domain/customer/details.ts';
import { ownCustomerId } from '../lambda/domain/customer/own-customer.ts';
import { ownDetails } from '../lambda/domain/customer/own-details.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { builder } from './builder.ts';
import { ConsentOverview, consentsOf } from './consent.ts';
import type { ApiContext } from './context.ts';
import { BankAccountType, CardOnFileType, PostalAddressType } from './details.ts';
import { AddressStateEnum, CustomerKindEnum, CustomerStateEnum, LanguageEnum } from './enums.ts';
import { MailConnection, mailsOf } from './mail.ts';
import { globalId } from './node.ts';

const self = ['customer'] as const;

/** The customer's own record, each class opened at most once. */
export class Own {
  readonly loaded: LoadedCustomer;
  readonly #opened: { [Class in BlobClass]?: Promise<DetailsOf[Class] | undefined> } = {};

  constructor(loaded: LoadedCustomer) {
    this.loaded = loaded;
  }

  details<Class extends BlobClass>(
    context: ApiContext,
    dataClass: Class,
  ): Promise<DetailsOf[Class] | undefined> {
    const opened: { [C in BlobClass]?: Promise<unknown> } = this.#opened;
    opened[dataClass] ??= ownDetails(context.ports, this.loaded, dataClass);
    return opened[dataClass] as Promise<DetailsOf[Class] | undefined>;
  }
}

export const OwnEmail = builder.objectRef<Own>('OwnEmail').implement({
  description: 'The address that CloudFly writes to (P3.1).',
  fields: (t) => ({
    address: t.field({
      type: 'EmailAddress',
      access: self,
      nullable: true,
      resolve: async (own, _, context) => (await own.details(context, 'contact'))?.email,
    }),
    state: t.field({
      type: AddressStateEnum,
      access: self,
      description: 'UNVERIFIED until the link in the verification mail was confirmed (P3.2).',
      resolve: (own) => own.loaded.customer.addressState,
    }),
  }),
});

const OwnPayment = builder.objectRef<DetailsOf['payment']>('OwnPaymentDetails').implement({
  description: 'Payment details; kept encrypted under a key of their own (P6.3).',
  fields: (t) => ({
    billingName: t.exposeString('billingName', { access: self, nullable: true }),
    billingAddress: t.expose('billingAddress', { type: PostalAddressType, access: self, nullable: true }),
    taxCode: t.exposeString('taxCode', { access: self, nullable: true }),
    bankAccount: t.expose('bankAccount', { type: BankAccountType, access: self, nullable: true }),
    card: t.expose('card', { type: CardOnFileType, access: self, nullable: true }),
  }),
});

const Revisions = builder.objectRef<Own>('Revisions').implement({
  description:
    'Revisions of the sealed details, 0 where none were given. Send one back as `expectedRevision` with a change.',
  fields: (t) => {
    const revision = (dataClass: BlobClass) =>
      t.int({
        access: self,
        resolve: async (own, _, { ports }) => {
          const { keyring } = own.loaded;
          return (await ports.sealing.ready([dataClass], [keyring])).revisionOf(keyring, dataClass);
        },
      });
    return { contact: revision('contact'), identity: revision('identity'), payment: revision('payment') };
  },
});

const CustomerNumberType = builder.objectRef<{ system: string; number: string }>('CustomerNumber').implement({
  description: "The customer's number in one of CloudFly's systems.",
  fields: (t) => ({
    system: t.exposeString('system', { access: self }),
    number: t.exposeString('number', { access: self }),
  }),
});

/** The signed-in customer. */
export const Me = builder.objectRef<Own>('Me').implement({
  description: 'The signed-in customer, who reads everything about oneself.',
  fields: (t) => ({
    id: t.id({ access: self, resolve: (own) => globalId('Customer', own.loaded.customer.id) }),
    kind: t.field({ type: CustomerKindEnum, access: self, resolve: (own) => own.loaded.customer.kind }),
    state: t.field({
      type: CustomerStateEnum,
      access: self,
      description: 'CLOSED: the account is closed, and what law demands is kept for its time (P4.4).',
      resolve: (own) => own.loaded.customer.state,
    }),
    language: t.field({ type: LanguageEnum, access: self, resolve: (own) => own.loaded.customer.language }),
    registeredAt: t.field({
      type: 'DateTime',
      access: self,
      resolve: (own) => own.loaded.customer.registeredAt,
    }),
    name: t.string({
      access: self,
      nullable: true,
      resolve: async (own, _, context) => (await own.details(context, 'contact'))?.name,
    }),
    email: t.field({ type: OwnEmail, access: self, resolve: (own) => own }),
    phone: t.field({
      type: 'PhoneNumber',
      access: self,
      nullable: true,
      resolve: async (own, _, context) => (await own.details(context, 'contact'))?.phone,
    }),
    address: t.field({
      type: PostalAddressType,
      access: self,
      nullable: true,
      resolve: async (own, _, context) => (await own.details(context, 'identity'))?.address,
    }),
    dateOfBirth: t.field({
      type: 'Date',
      access: self,
      nullable: true,
      resolve: async (own, _, context) => (await own.details(context, 'identity'))?.dateOfBirth,
    }),
    identityNumber: t.string({
      access: self,
      nullable: true,
      resolve: async (own, _, context) => (await own.details(context, 'identity'))?.identityNumber,
    }),
    payment: t.field({
      type: OwnPayment,
      access: self,
      nullable: true,
      resolve: (own, _, context) => own.details(context, 'payment'),
    }),
    customerNumbers: t.field({
      type: [CustomerNumberType],
      access: self,
      size: 5,
      resolve: async (own, _, { ports }) => [...(await ownCustomerNumbers(ports, own.loaded))],
    }),
    revisions: t.field({ type: Revisions, access: self, resolve: (own) => own }),
    messages: t.field({
      type: MailConnection,
      access: self,
      cost: 5,
      description: 'Every mail to the customer, newest first, with what the gate said of it and why (P1.2).',
      args: {
        first: t.arg.int({ required: false, defaultValue: 20, access: self, description: 'At most 50.' }),
        after: t.arg.string({ required: false, access: self }),
      },
      resolve: (own, args, { ports }) => mailsOf(ports, own.loaded.customer.id, args),
    }),
    consents: t.field({
      type: ConsentOverview,
      access: self,
      nullable: true,
      resolve: (own, _, { ports }) => consentsOf(ports, own.loaded.customer.id),
    }),
  }),
});

/** The viewer's own record; undefined before registration and for everybody who is no customer. */
export async function loadOwn({ viewer, ports, customers }: ApiContext): Promise<Own | undefined> {
  if (viewer.kind !== 'customer') return undefined;
  const id = await ownCustomerId(ports, viewer);
  const loaded = id === undefined ? undefined : await customers.load(id);
  return loaded && new Own(loaded);
}

builder.queryFields((t) => ({
  me: t.field({
    type: Me,
    access: self,
    nullable: true,
    description: 'The signed-in customer. Null before registration.',
    resolve: (_, __, context) => loadOwn(context),
  }),
}));
