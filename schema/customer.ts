import { type FoundBy, findCustomers } from '../lambda/domain/customer/find-customers.ts';
import { listCustomers } from '../lambda/domain/customer/list-customers.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { parseInput } from '../lambda/domain/input/collect-issues.ts';
import { customerReference } from '../lambda/domain/input/customer-reference.ts';
import { emailAddress } from '../lambda/domain/input/email-address.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { CustomerNumberInput } from './customer-number.ts';
import { CustomerType, customerReaders as readers } from './customer-type.ts';
import { AddressStateEnum, CustomerStateEnum } from './enums.ts';
import { lateOperations } from './late-operations.ts';
import { masksAsked } from './masks-asked.ts';
import { localId, Node } from './node.ts';
import { requireStaff } from './require-staff.ts';

const { askedPhone } = lateOperations;

/** Roles that work through lists of customers. */
const listers = readers;
/** Roles that look a customer up by an address or a number that they were told. */
const finders = ['support', 'billing', 'legal', 'privacy_officer'] as const;

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
async function foundBy(asked: {
  readonly email?: unknown;
  readonly phone?: unknown;
  readonly number?: unknown;
}): Promise<FoundBy> {
  const [[name, value] = ['', undefined], ...others] = Object.entries(asked).filter(([, one]) => one != null);
  if (name === '' || others.length > 0) throw new DomainError('REQUIRED', ['email']);
  if (name === 'email') return { email: parseInput(emailAddress, value, ['email']) };
  if (name === 'phone') return { phone: await askedPhone(value) };
  return parseInput(customerReference, value, ['number']);
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
      ...(await findCustomers(ports, requireStaff(viewer), await foundBy(asked))),
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
    resolve: async (_, { filter, first, after }, { ports, viewer, reveals }, info) => {
      requireStaff(viewer);
      const { state, addressState, month } = filter ?? {};
      const listed = await listCustomers(ports, {
        filter: { ...(state && { state }), ...(addressState && { addressState }), ...(month && { month }) },
        first: first ?? 20,
        after: after ?? undefined,
      });
      // Nobody is shown anything any more once a refusal beside it ended the operation.
      if (!info.getAbortSignal()?.aborted)
        await reveals.masksAhead(
          listed.customers.map(({ loaded }) => loaded),
          masksAsked(info),
        );
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
