import { personalFields, rolesThatView, staffRoles } from '../../lambda/domain/access.ts';
import { listCustomers } from '../../lambda/domain/customer/list-customers.ts';
import { mask } from '../../lambda/domain/customer/mask.ts';
import { openDetails } from '../../lambda/domain/customer/open-details.ts';
import type { Ports } from '../../lambda/domain/ports.ts';
import { globalId } from '../../schema/node.ts';

const types = {
  name: 'ContactText',
  email: 'ContactText',
  phone: 'ContactText',
  address: 'IdentityAddress',
  dateOfBirth: 'IdentityDate',
  identityNumber: 'IdentityText',
  taxCode: 'PaymentText',
  bankAccount: 'PaymentBankAccount',
} as const;
type PageField = keyof typeof types;
const pageFields = Object.keys(types) as PageField[];

/** A customer as a program keeps one that seals nothing. */
export interface ClearCustomer extends Readonly<Record<PageField, unknown>> {
  readonly id: string;
  readonly cursor: string;
}

interface ClearPage {
  readonly nodes: readonly ClearCustomer[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | undefined };
}

const requires = (roles: readonly string[]) => `@auth(requires: ${JSON.stringify(roles)})`;
const mayMask = (field: PageField) => rolesThatView(personalFields[field].dataClass, 'masked');
const readers = requires(
  staffRoles.filter((role) => pageFields.some((field) => mayMask(field).includes(role))),
);
const firstOf = new Map(pageFields.map((field) => [types[field], field]));

/** The part of the product's schema that the page reads, each field with the roles that the product lets read it. */
export const clearTypeDefs = `
  directive @auth(requires: [String!]!) on FIELD_DEFINITION
  type Query { customers(first: Int = 20, after: String): CustomerConnection! ${readers} }
  type CustomerConnection { nodes: [Customer!]! ${readers} pageInfo: PageInfo! ${readers} }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Customer {
    id: ID! ${readers}
    ${pageFields.map((field) => `${field}: ${types[field]}! ${requires(mayMask(field))}`).join('\n    ')}
  }
  ${[...firstOf].map(([type, field]) => `type ${type} { masked: String ${requires(mayMask(field))} }`).join('\n  ')}
`;

interface Shown {
  readonly field: PageField;
  readonly value: unknown;
}
const masked = ({ field, value }: Shown) => (value === undefined ? null : mask(field, value));

/** Its resolvers over customers in memory, in the clear: the list waits once, as a store makes it; nothing else waits. */
export function clearResolvers(customers: readonly ClearCustomer[], more: boolean) {
  const customerFields = pageFields.map((field) => [
    field,
    (customer: ClearCustomer): Shown => ({ field, value: customer[field] }),
  ]);
  return {
    Query: {
      customers: async (_: unknown, { first }: { first: number }): Promise<ClearPage> => {
        const nodes = customers.slice(0, first);
        const hasNextPage = more || customers.length > first;
        return { nodes, pageInfo: { hasNextPage, endCursor: nodes.at(-1)?.cursor } };
      },
    },
    Customer: Object.fromEntries(customerFields) as Record<PageField, (customer: ClearCustomer) => Shown>,
    ...Object.fromEntries([...firstOf.keys()].map((type) => [type, { masked }])),
  };
}

/** The first fifty stored customers, opened: what a program has in memory that seals nothing. */
export async function clearCustomers(ports: Pick<Ports, 'customers' | 'sealing'>) {
  const { customers, hasNextPage } = await listCustomers(ports, { filter: {}, first: 50, after: undefined });
  const sealing = await ports.sealing.ready(['contact', 'identity', 'payment']);
  const opened = customers.map(({ loaded, cursor }): ClearCustomer => {
    const { name, email, phone } = { ...openDetails(sealing, loaded, 'contact') };
    const { address, dateOfBirth, identityNumber } = { ...openDetails(sealing, loaded, 'identity') };
    const { taxCode, bankAccount } = { ...openDetails(sealing, loaded, 'payment') };
    const id = globalId('Customer', loaded.customer.id);
    return { id, cursor, name, email, phone, address, dateOfBirth, identityNumber, taxCode, bankAccount };
  });
  return { customers: opened, more: hasNextPage };
}
