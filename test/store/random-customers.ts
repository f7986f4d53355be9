import { randomBytes, randomUUID } from 'node:crypto';
import type { Customer } from '../../lambda/domain/customer/customer.ts';
import { createCustomerStore } from '../../lambda/store/customers.ts';
import type { Tables } from './start-tables.ts';

export function randomCustomer(given: Partial<Customer> = {}): Customer {
  return {
    id: randomUUID(),
    kind: 'INDIVIDUAL',
    state: 'ACTIVE',
    addressState: 'UNVERIFIED',
    language: 'vi',
    registeredAt: '2026-11-22T05:00:00.000Z',
    version: 1,
    blobs: { contact: new Uint8Array(randomBytes(80)), identity: new Uint8Array(randomBytes(60)) },
    ...given,
  };
}

/** Stores customers with a keyring each, of one wrapped key. */
export async function storeCustomers(tables: Tables, customers: readonly Customer[]): Promise<void> {
  const store = createCustomerStore(tables);
  for (let from = 0; from < customers.length; from += 50) {
    await tables.commit(...customers.slice(from, from + 50).map((customer) => store.insert(customer)));
  }
  const keys = { cur_contact: 1, dek_contact_1: randomBytes(94) };
  await Promise.all(customers.map(({ id }) => tables.put({ pk: id, ...keys }, tables.keysTable)));
}
