import { localId } from './actors/person.ts';
import type { Json } from './client.ts';

/** Values, or masks of them, that an employee was answered. */
export interface Read {
  readonly requestId: string;
  /** A customer or a correspondent; undefined: an order's own document is no one customer's. */
  readonly customerId: string | undefined;
  readonly view: 'value' | 'masked';
  /** As the trail calls them. */
  readonly fields: readonly string[];
}

/** What is read of a record that is sealed by itself: the fields of each type, as the trail calls them. */
const ofRecords: readonly (readonly [type: string, field: string, named: string])[] = [
  ['Request', 'correspondent', 'correspondent'],
  ['RequestEntry', 'words', 'requestWords'],
  ['Attachment', 'name', 'attachmentName'],
  ['Attachment', 'content', 'attachment'],
  ['Disclosure', 'documentContent', 'orderDocument'],
];

/**
 * Everything personal in an answer to an employee, wherever it stands: fields of customers by their `value` or `masked`, and what was written or came as a file,
 * whose type the query has to ask for with it.
 */
export function readsIn(data: Json, requestId: string): readonly Read[] {
  return within(data, undefined).map(({ customerId, view, field }) => ({
    ...{ requestId, view, fields: [field] },
    customerId: customerId && localId(customerId),
  }));
}

interface Found {
  readonly customerId: string | undefined;
  readonly view: Read['view'];
  readonly field: string;
}

function within(part: Json, around: string | undefined): readonly Found[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap((one) => within(one, around));
  const { __typename: type } = part;
  const customerId = type === 'Customer' ? part.id : (part.customerId ?? around);
  const own = ofRecords.flatMap(([of, field, named]): readonly Found[] =>
    type === of && part[field] != null ? [{ customerId, view: 'value', field: named }] : [],
  );
  const views = ['value', 'masked'] as const;
  const inner = Object.entries<Json>(part).flatMap(([field, value]) => [
    ...views.filter((view) => value?.[view] != null).map((view) => ({ customerId, view, field })),
    ...within(value, customerId),
  ]);
  return [...own, ...inner];
}
