import type { TableId } from '../../lambda/declared/tables.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { isApiError } from '../../local/dynamodb/embedded/api-error.ts';
import type { ApiError } from '../../local/dynamodb/embedded/dynalite.ts';
import { type Engine, openEngine } from '../../local/dynamodb/embedded/engine.ts';
import { place } from '../../local/dynamodb/embedded/level.ts';
import { answer } from '../../local/dynamodb/embedded/operations.ts';
import type { StreamRecord } from '../../local/dynamodb/embedded/stream-record.ts';
import { type Buckets, openBuckets } from './buckets.ts';
import { tableNames } from './environment.ts';
import { bytesOf, type HttpAnswer, type HttpRequest } from './http.ts';
import { answerKms } from './kms.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { openPost, type Post } from './post.ts';
import { time } from './virtual-time.ts';

/** One attribute of an item as it lies in a table. */
export type Row = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** AWS as the product uses it, in this very process and in memory. */
export interface Services {
  readonly store: MemoryStore;
  readonly post: Post;
  readonly buckets: Buckets;
  /** Does a call, whole, and answers it. */
  serve(request: HttpRequest): Promise<HttpAnswer>;
  rows(table: TableId): readonly Row[];
  /** Every item as it was at any time, each once. */
  versions(table: TableId): readonly Row[];
  streamed(table: TableId): readonly StreamRecord[];
}

/** Everything that services keep, for others to begin with. */
export interface Kept {
  readonly entries: ReadonlyMap<string, string>;
  readonly buckets: Buckets['files'];
}

export async function openServices(from?: Kept): Promise<Services> {
  const store = memoryStore(time.now, from?.entries);
  const engine = await openEngine(store, time.now);
  if (!from) await makeTables(engine);
  const post = openPost();
  const buckets = openBuckets(from?.buckets);
  const seen = new Map<TableId, StreamRecord[]>();
  return {
    store,
    post,
    buckets,
    async serve(request) {
      switch (request.hostname.split('.')[0]) {
        case 'dynamodb':
          return answerDynamo(engine, request);
        case 'kms':
          return answerKms(request);
        case 'ses':
          return post.answer(request);
        default:
          return buckets.answer(request);
      }
    },
    rows: (table) => store.under(place.items(tableNames[table])).map(([, value]) => value as Row),
    versions: (table) =>
      [...(store.written.get(place.items(tableNames[table])) ?? [])].map((text) => JSON.parse(text) as Row),
    streamed(table) {
      const known = seen.get(table) ?? [];
      seen.set(table, known);
      for (const [, value] of store.under(place.stream(tableNames[table]), known.length))
        known.push(value as StreamRecord);
      return known;
    },
  };
}

async function answerDynamo(engine: Engine, { headers, body }: HttpRequest): Promise<HttpAnswer> {
  try {
    const target = headers['x-amz-target'] ?? headers['X-Amz-Target'] ?? '';
    const given = JSON.parse(bytesOf(body).toString());
    return json(200, await answer(engine, target, given));
  } catch (error) {
    if (!isApiError(error as Error)) throw error;
    return json((error as ApiError).statusCode, (error as ApiError).body);
  }
}

const json = (statusCode: number, body: unknown): HttpAnswer => ({
  statusCode,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from(JSON.stringify(body)),
});

async function makeTables(engine: Engine): Promise<void> {
  const send = (command: { constructor: { name: string }; input: object }) =>
    answer(engine, `DynamoDB_20120810.${command.constructor.name.replace(/Command$/, '')}`, {
      ...command.input,
    });
  const made = createTables({ send } as never, tableNames);
  // The engine's own clock stands until it is moved.
  for (let turn = 0; turn < 50; turn++) {
    time.moveOn(time.now() + 1000);
    while (time.fire());
    await new Promise((resolve) => setImmediate(resolve));
  }
  await made;
}
