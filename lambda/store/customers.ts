import { DomainError } from '../domain/errors.ts';
import type { CustomerStore, LoadedCustomer } from '../domain/ports/customers.ts';
import { batchGet } from './batch-get.ts';
import { customerItem, profileKey, storedCustomer, storedHead } from './customer-item.ts';
import { readCustomerPage } from './customer-page.ts';
import { fromItem, getItem, putNew, putWhile, type StoreDeps, toItem, write } from './item.ts';
import { keyringFromItem, subjectKey } from './keyring-item.ts';

/** Customer records: pk `CUS#<id>`, sk `PROFILE`. `keysTable` is the table of their keys. */
export function createCustomerStore(
  deps: Pick<StoreDeps, 'dynamo' | 'table'> & { readonly keysTable: string },
): CustomerStore {
  const { dynamo, table, keysTable } = deps;
  return {
    /** A customer whose keys are gone is nobody that can be read: undefined, like one that never was. */
    async load(ids) {
      const asked = [...new Set(ids)];
      if (asked.length === 0) return [];
      const found = await batchGet(dynamo, {
        [table]: asked.map((id) => toItem(profileKey(id))),
        [keysTable]: asked.map(subjectKey),
      });
      const keyrings = new Map(
        (found[keysTable] ?? []).flatMap((item) => {
          const keyring = keyringFromItem(item);
          return keyring ? [[keyring.subjectId, keyring]] : [];
        }),
      );
      const loaded = new Map<string, LoadedCustomer>();
      for (const item of found[table] ?? []) {
        const customer = fromItem(storedCustomer, item);
        // A row that was moved to another customer's key is not that customer's.
        if (item.pk?.S !== profileKey(customer.id).pk) throw new DomainError('INTEGRITY_VIOLATION');
        const keyring = keyrings.get(customer.id);
        if (keyring) loaded.set(customer.id, { customer, keyring });
      }
      return ids.map((id) => loaded.get(id));
    },
    async heads(ids) {
      if (ids.length === 0) return [];
      const keys = ids.map((id) => toItem(profileKey(id)));
      const only = ['pk', 'id', 'customerState', 'version'];
      const found = (await batchGet(dynamo, { [table]: keys }, only))[table] ?? [];
      const heads = new Map(
        found.map((item) => {
          const { id, customerState: state, version } = fromItem(storedHead, item);
          if (item.pk?.S !== profileKey(id).pk) throw new DomainError('INTEGRITY_VIOLATION');
          return [id, { id, state, version }];
        }),
      );
      return ids.map((id) => heads.get(id));
    },
    async record(id) {
      const customer = await getItem(deps, storedCustomer, profileKey(id));
      if (customer && customer.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      return customer;
    },
    page: (filter, first, after) => readCustomerPage(deps, filter, first, after),
    insert: (customer) => putNew(table, customerItem(customer), 'STALE_REVISION'),
    replace: (before, after) => putWhile(table, customerItem(after), { version: before.version }),
    countOn: ({ id, version }) =>
      write('STALE_REVISION', [], {
        Update: {
          TableName: table,
          Key: toItem(profileKey(id)),
          ConditionExpression: '#version = :read',
          UpdateExpression: 'SET #version = :next',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: toItem({ ':read': version, ':next': version + 1 }),
        },
      }),
  };
}
