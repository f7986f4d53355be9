import * as z from 'zod/mini';
import type { BindingStore } from '../domain/ports.ts';
import { getItem, type Key, putNew, type StoreDeps } from './item.ts';

const storedBinding = z.object({ kind: z.literal('BINDING'), ownerId: z.string() });

const bindingKey = (subjectIndex: string): Key => ({ pk: `SUB#${subjectIndex}`, sk: 'BINDING' });

/** Which subject of an issuer is which customer: pk `SUB#<blind index>`, sk `BINDING`. */
export function createBindingStore(deps: Pick<StoreDeps, 'dynamo' | 'table'>): BindingStore {
  return {
    async find(subjectIndexes) {
      for (const subjectIndex of subjectIndexes) {
        const binding = await getItem(deps, storedBinding, bindingKey(subjectIndex));
        if (binding) return binding.ownerId;
      }
      return undefined;
    },
    insert: (subjectIndex, customerId) =>
      putNew(
        deps.table,
        { ...bindingKey(subjectIndex), kind: 'BINDING', ownerId: customerId },
        'ALREADY_REGISTERED',
      ),
  };
}
