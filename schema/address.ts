import type { Audience } from '../lambda/domain/access.ts';
import { addressCauses } from '../lambda/domain/contact/address-standing.ts';
import type { ContactState } from '../lambda/domain/ports/contact.ts';
import { builder } from './builder.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import { AddressStateEnum } from './enums.ts';
import { OwnEmail } from './me.ts';

const staff = ['support', 'billing', 'legal', 'privacy_officer'] as const satisfies readonly Audience[];
const readers = ['customer', ...staff] as const;

const AddressCauseEnum = builder.enumType('AddressCause', {
  description: 'Why an address stands as it does (P3.2).',
  values: addressCauses,
});

const AddressStanding = builder.objectRef<ContactState>('AddressStanding').implement({
  description: 'How an address stands, why, and since when (P3.2).',
  fields: (t) => ({
    state: t.field({ type: AddressStateEnum, access: readers, resolve: ({ addressState }) => addressState }),
    cause: t.field({
      type: AddressCauseEnum,
      access: readers,
      nullable: true,
      resolve: ({ addressCause }) => addressCause,
    }),
    since: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ addressSince, verifiedAt }) => addressSince ?? verifiedAt,
    }),
    verifiedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'When it was last confirmed. After a year its customer is asked again.',
      resolve: ({ verifiedAt }) => verifiedAt,
    }),
    held: t.boolean({
      access: readers,
      description: 'Requests from it are stopped until the customer was reached (P3.6).',
      resolve: ({ isHeld }) => isHeld,
    }),
    softBounces: t.int({
      access: readers,
      description:
        'Mails of the last 14 days that could not be delivered for now; five, and it counts as BOUNCING.',
      resolve: ({ softBounces = [] }) => softBounces.length,
    }),
  }),
});

builder.objectFields(OwnEmail, (t) => ({
  standing: t.field({
    type: AddressStanding,
    access: ['customer'],
    nullable: true,
    resolve: (own, _, { ports }) => ports.contactStates.load(own.loaded.customer.id),
  }),
}));

builder.objectFields(CustomerType, (t) => ({
  addressStanding: t.field({
    type: AddressStanding,
    access: staff,
    nullable: true,
    description: 'How the address stands, why, and since when (P3.2); not the address. Reading is audited.',
    resolve: customerFact('addressStanding', async (ports, id) => ports.contactStates.load(id)),
  }),
}));
