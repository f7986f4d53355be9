import type { BindingStore } from '../domain/ports/customers.ts';
import { type Key, putNew, type StoreDeps } from './item.ts';
import { findLookups, lookupItem } from './lookup-item.ts';

const bindingKey = (subjectIndex: string): Key => ({ pk: `SUB#${subjectIndex}`, sk: 'BINDING' });

/** Which subject of an issuer is which customer: pk `SUB#<blind index>`, sk `BINDING`. */
export function createBindingStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): BindingStore {
  return {
    find: (subjectIndexes) => findLookups(deps, 'BINDING', subjectIndexes, bindingKey),
    insert: (rows) =>
      rows.map((row) =>
        putNew(deps.table, { ...bindingKey(row.index), ...lookupItem('BINDING', row) }, 'ALREADY_REGISTERED'),
      ),
  };
}
