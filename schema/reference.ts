import { DomainError } from '../lambda/domain/errors.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { builder } from './builder.ts';
import { AddressStateEnum, CustomerStateEnum, LanguageEnum } from './enums.ts';
import { LinkCustomerReferenceInput } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { globalId, requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';

const { findByCustomerNumber, linkCustomerNumber } = lateOperations;

const readers = ['scope:customers:read', 'scope:customers:link'] as const;
const linkers = ['scope:customers:link'] as const;

/** A customer as CloudFly's own services know one: by id, without a personal value. */
const LinkedCustomer = builder.objectRef<LoadedCustomer>('LinkedCustomer').implement({
  description: 'A customer as services know one: an id and states, no personal value.',
  fields: (t) => ({
    id: t.id({ access: readers, resolve: ({ customer }) => globalId('Customer', customer.id) }),
    state: t.field({ type: CustomerStateEnum, access: readers, resolve: ({ customer }) => customer.state }),
    addressState: t.field({
      type: AddressStateEnum,
      access: readers,
      resolve: ({ customer }) => customer.addressState,
    }),
    language: t.field({ type: LanguageEnum, access: readers, resolve: ({ customer }) => customer.language }),
  }),
});

const LinkCustomerReferencePayload = payloadOf<LoadedCustomer>(
  'LinkCustomerReference',
  'customer',
  LinkedCustomer as never,
  linkers,
);

builder.queryFields((t) => ({
  customerByReference: t.field({
    type: LinkedCustomer,
    access: readers,
    cost: 5,
    nullable: true,
    description:
      "The customer whom one of CloudFly's systems knows by this number. Null when none is linked. Asking is audited.",
    args: { system: t.arg.string({ access: readers }), number: t.arg.string({ access: readers }) },
    resolve: async (_, args, { ports, viewer, customers }) => {
      if (viewer.kind !== 'service') throw new DomainError('FORBIDDEN');
      const id = await findByCustomerNumber(ports, viewer, args);
      return id === undefined ? undefined : customers.load(id);
    },
  }),
}));

mutation('linkCustomerReference', {
  payload: LinkCustomerReferencePayload,
  access: linkers,
  description: 'Links the number under which a system knows a customer. One number belongs to one customer.',
  input: LinkCustomerReferenceInput,
  act: async (input, { ports, viewer, customers }) => {
    if (viewer.kind !== 'service') throw new DomainError('FORBIDDEN');
    const customerId = requireLocalId('Customer', input.customerId, ['customerId']);
    await linkCustomerNumber(ports, viewer, { ...input, customerId });
    const loaded = await customers.load(customerId);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    return loaded;
  },
});
