import type { Customer } from '../actors/person.ts';
import type { Given } from '../actors/recipient.ts';
import type { BuiltProduct } from '../build.ts';
import type { Client } from '../client.ts';
import type { Row, Services } from '../services.ts';

/** What a run left. */
export interface Left {
  readonly services: Services;
  readonly client: Client;
  readonly logs: readonly string[];
  readonly parked: readonly string[];
  readonly people: readonly Customer[];
  readonly given: readonly Given[];
  readonly product: BuiltProduct;
}

/** Says how it does not hold; nothing when it does. */
export type Invariant = (left: Left) => readonly string[] | Promise<readonly string[]>;

export const text = (row: Row | undefined, name: string): string => String(row?.[name]?.S ?? '');
export const flag = (row: Row | undefined, name: string): boolean => row?.[name]?.BOOL === true;
export const count = (row: Row | undefined, name: string): number => Number(row?.[name]?.N ?? 0);
export const texts = (row: Row | undefined, name: string): readonly string[] =>
  ((row?.[name]?.L ?? []) as { S: string }[]).map(({ S }) => S);
export const inside = (row: Row | undefined, name: string): Readonly<Record<string, { M: Row }>> =>
  (row?.[name]?.M ?? {}) as Record<string, { M: Row }>;

export const rowsOf = ({ services }: Left, kind: string): readonly Row[] =>
  services.rows('records').filter((row) => text(row, 'kind') === kind);

/** Changes of a table in the order in which they were made, each with the row as it was before; a removed one has no after. */
export function changesIn({ services }: Left, table: 'records' | 'audit') {
  const rows = new Map<string, Row | undefined>();
  return services.streamed(table).map(({ dynamodb }) => {
    const key = JSON.stringify(dynamodb.Keys);
    const before = rows.get(key);
    const after = dynamodb.NewImage as Row | undefined;
    rows.set(key, after);
    return { before, after };
  });
}
