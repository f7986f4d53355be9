import { place } from '../../../local/dynamodb/embedded/level.ts';
import type { CodeAsked } from '../actors/employees.ts';
import type { ImportedRow } from '../actors/importer.ts';
import type { DetailsFound } from '../actors/own-details.ts';
import type { Payment } from '../actors/payments.ts';
import type { Customer } from '../actors/person.ts';
import type { Given } from '../actors/recipient.ts';
import type { WrittenMail } from '../actors/writers.ts';
import type { Client } from '../client.ts';
import { tableNames } from '../environment.ts';
import type { TakenMail } from '../post.ts';
import type { Row, Services } from '../services.ts';
import type { ToldEvents } from '../told-events.ts';

/** What whoever looks at tables, streams, mails and answers sees, wherever the product ran. */
export interface Remains {
  readonly services: Pick<Services, 'rows' | 'streamed'> & {
    readonly post: { readonly taken: readonly Pick<TakenMail, 'mail'>[] };
  };
  readonly client: Pick<Client, 'acts'>;
  readonly logs: readonly string[];
}

/** What a run left. */
export interface Left extends Remains {
  readonly services: Services;
  readonly client: Client;
  readonly people: readonly Customer[];
  readonly given: readonly Given[];
  readonly written: readonly WrittenMail[];
  readonly codes: readonly CodeAsked[];
  readonly told: Pick<ToldEvents, 'dead'>;
  readonly payments: readonly Payment[];
  readonly details: readonly DetailsFound[];
  readonly imports: readonly ImportedRow[];
}

/** Says how it does not hold; nothing when it does. */
export type Invariant<Seen = Remains> = (left: Seen) => readonly string[] | Promise<readonly string[]>;

export const text = (row: Row | undefined, name: string): string => String(row?.[name]?.S ?? '');
export const flag = (row: Row | undefined, name: string): boolean => row?.[name]?.BOOL === true;
export const count = (row: Row | undefined, name: string): number => Number(row?.[name]?.N ?? 0);
export const texts = (row: Row | undefined, name: string): readonly string[] =>
  ((row?.[name]?.L ?? []) as { S: string }[]).map(({ S }) => S);
export const inside = (row: Row | undefined, name: string): Readonly<Record<string, { M: Row }>> =>
  (row?.[name]?.M ?? {}) as Record<string, { M: Row }>;

export const rowsOf = ({ services }: Remains, kind: string): readonly Row[] =>
  services.rows('records').filter((row) => text(row, 'kind') === kind);

/** Customers of whom everything was, or is being, erased. */
export const erasedIn = (left: Remains): ReadonlySet<string> =>
  new Set(rowsOf(left, 'ERASURE').map((row) => text(row, 'customerId')));

/** One change of a row. */
export interface Change {
  readonly table: 'records' | 'audit';
  readonly before: Row | undefined;
  readonly after: Row | undefined;
  /** The same for all that was committed together. */
  readonly transaction: number | undefined;
}

/** Changes of both tables in the order of their commits. */
export function changesInOrder(left: Left): readonly Change[] {
  const { services } = left;
  const all = (['records', 'audit'] as const).flatMap((table) => {
    const numbers = services.streamed(table).map(({ dynamodb }) => dynamodb.SequenceNumber);
    return changesIn(left, table).map((change, at) => {
      const number = numbers[at] ?? '';
      const transaction = services.store.batches.get(place.stream(tableNames[table]) + number);
      return { ...change, table, number, transaction };
    });
  });
  return all.sort((one, other) => (one.number < other.number ? -1 : 1));
}

/** Changes of a table in the order in which they were made, each with the row as it was before; a removed one has no after. */
export function changesIn({ services }: Remains, table: 'records' | 'audit') {
  const rows = new Map<string, Row | undefined>();
  return services.streamed(table).map(({ dynamodb }) => {
    const key = JSON.stringify(dynamodb.Keys);
    const before = rows.get(key);
    const after = dynamodb.NewImage as Row | undefined;
    rows.set(key, after);
    return { before, after };
  });
}
