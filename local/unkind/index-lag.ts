import { type Answer, bodyOf, type Call, type Json, withBody } from './call.ts';

type Key = Json;
type Forward = (call: Call) => Promise<Answer>;

interface Write {
  readonly table: string;
  /** The key, or an item that holds it. */
  readonly holder: Key;
}

const one = (table: unknown, holder: unknown): Write[] =>
  typeof table === 'string' && holder ? [{ table, holder: holder as Key }] : [];

/** What a call writes. */
function writesOf(call: Call): Write[] {
  const body = bodyOf(call);
  if (call.operation === 'PutItem') return one(body.TableName, body.Item);
  if (call.operation === 'UpdateItem' || call.operation === 'DeleteItem')
    return one(body.TableName, body.Key);
  if (call.operation === 'TransactWriteItems') {
    return ((body.TransactItems ?? []) as Record<string, Json>[]).flatMap(({ Put, Update, Delete }) => [
      ...one(Put?.TableName, Put?.Item),
      ...one(Update?.TableName, Update?.Key),
      ...one(Delete?.TableName, Delete?.Key),
    ]);
  }
  if (call.operation === 'BatchWriteItem') {
    const requests = (body.RequestItems ?? {}) as Record<string, Record<string, Json>[]>;
    return Object.entries(requests).flatMap(([table, list]) =>
      list.flatMap(({ PutRequest, DeleteRequest }) => [
        ...one(table, PutRequest?.Item),
        ...one(table, DeleteRequest?.Key),
      ]),
    );
  }
  return [];
}

/**
 * Makes indexes late: for a while after a write, index queries leave the item out. (A real index would show its old
 * version; to a reader the item is equally not there yet.) Counts without items, and projections without the table's
 * key, are answered as they are.
 */
export function lateIndexes(forward: Forward) {
  const written = new Map<string, number>();
  const schemas = new Map<string, Promise<readonly string[]>>();

  async function describe(call: Call, table: string): Promise<readonly string[]> {
    const headers = { ...call.headers, 'x-amz-target': 'DynamoDB_20120810.DescribeTable' };
    const described = await forward(
      withBody({ ...call, headers, operation: 'DescribeTable' }, { TableName: table }),
    );
    const { KeySchema } = (bodyOf(described).Table ?? {}) as { KeySchema?: { AttributeName: string }[] };
    return (KeySchema ?? []).map(({ AttributeName }) => AttributeName);
  }
  async function nameOf(call: Call, table: string, holder: Key): Promise<string | undefined> {
    const known = schemas.get(table) ?? describe(call, table);
    schemas.set(table, known);
    const names = await known;
    const parts = names.map((name) => holder[name]);
    return parts.length === 0 || parts.includes(undefined) ? undefined : JSON.stringify([table, ...parts]);
  }

  return {
    /** Notes what a call that succeeded has written. */
    async note(call: Call, at: number): Promise<void> {
      for (const { table, holder } of writesOf(call)) {
        const name = await nameOf(call, table, holder);
        if (name) written.set(name, at);
      }
    },
    /** Leaves out of an index query's answer what was written after the given Unix milliseconds. */
    async hide(
      call: Call,
      answer: Answer,
      since: number,
      count: (what: 'indexLag') => void,
    ): Promise<Answer> {
      for (const [name, at] of written) if (at <= since) written.delete(name);
      const { IndexName, TableName } = bodyOf(call);
      const body = bodyOf(answer);
      if (answer.status !== 200 || !IndexName || !Array.isArray(body.Items)) return answer;
      const seen: Key[] = [];
      for (const item of body.Items as Key[]) {
        const name = await nameOf(call, String(TableName), item);
        if (name && written.has(name)) count('indexLag');
        else seen.push(item);
      }
      return seen.length === body.Items.length
        ? answer
        : withBody(answer, { ...body, Items: seen, Count: seen.length });
    },
  };
}
