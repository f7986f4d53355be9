import * as z from 'zod/mini';
import { noticePaths } from '../domain/consent/fact.ts';
import type { NoticeStore } from '../domain/ports/consents.ts';
import { languages } from '../domain/viewer.ts';
import { customerKey, getItem, type Key, type StoreDeps, toItem, write } from './item.ts';
import { ownedBy } from './owned-row.ts';

const storedNotice = z.pipe(
  z.object({
    kind: z.literal('NOTICE'),
    customerId: z.string(),
    at: z.iso.datetime(),
    by: z.enum(noticePaths),
    language: z.enum(languages),
  }),
  z.transform(({ kind: _, ...notice }) => notice),
);

const keyOf = (customerId: string, version: number): Key => ({
  pk: customerKey(customerId),
  sk: `NOTICE#${String(version).padStart(6, '0')}`,
});

/** In the customer's partition, sk `NOTICE#<six digits>`: when and how the notice of a version first reached the customer. */
export function createNoticeStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): NoticeStore {
  return {
    async find(customerId, version) {
      const found = await getItem({ dynamo, table }, storedNotice, keyOf(customerId, version));
      return found && ownedBy(customerId, found);
    },
    handOut: (customerId, { version, at, by, language }) =>
      write('STALE_REVISION', [], {
        Update: {
          TableName: table,
          Key: toItem(keyOf(customerId, version)),
          UpdateExpression: `SET ${names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: toItem({
            ':kind': 'NOTICE',
            ':customerId': customerId,
            ':at': at,
            ':by': by,
            ':language': language,
          }),
        },
      }),
  };
}

const names = ['kind', 'customerId', 'at', 'by', 'language'] as const;
