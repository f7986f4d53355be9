/**
 * The doorway to dynalite's inside. It publishes no types and only a server; what is used here are its `db/`,
 * `validations/` and `actions/` modules, as of the pinned version 4.0.0.
 */
import { createRequire } from 'node:module';
import type { AbstractLevel } from './level.ts';

/** One attribute as on the wire: `{ S: 'text' }`, `{ N: '1' }`, `{ B: base64 }`, … */
export type Attribute = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, Attribute>>;

interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

export interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
}

export type StreamViewType = 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY';

/** A table as dynalite keeps it and DescribeTable shows it; the stream's attributes are added by this engine. */
export interface Table {
  readonly TableName: string;
  readonly TableArn: string;
  readonly TableStatus: string;
  readonly CreationDateTime: number;
  readonly KeySchema: readonly KeyElement[];
  readonly AttributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: string;
  }[];
  readonly GlobalSecondaryIndexes?: readonly Index[];
  readonly LocalSecondaryIndexes?: readonly Index[];
  readonly StreamSpecification?: { readonly StreamEnabled: boolean; readonly StreamViewType: StreamViewType };
  readonly LatestStreamArn?: string;
  readonly LatestStreamLabel?: string;
}

/** A failure DynamoDB would answer with: status 400 and a body with `__type` and `message`. */
export interface ApiError extends Error {
  readonly statusCode: number;
  readonly body: Record<string, unknown> & { readonly __type: string };
}

export type Done<T> = (error?: Error | null, value?: T) => void;
export type Request = Record<string, unknown> & { TableName: string };

export interface ItemDb {
  lock(key: string, section: (release: <T>(done: Done<T>) => Done<T>) => void): void;
  get(key: string, done: Done<Item>): void;
  put(key: string, item: Item, done: Done<void>): void;
  del(key: string, done: Done<void>): void;
}

export interface Store {
  readonly options: Readonly<Record<string, unknown>>;
  readonly db: AbstractLevel;
  readonly tableDb: { readonly awsRegion: string; readonly awsAccountId: string };
  /** Fails for a table that is still being made, or deleted. */
  getTable(name: string, done: Done<Table>): void;
  getItemDb(table: string): ItemDb;
  getIndexDb(type: string, table: string, index: string): IndexDb;
}

export interface IndexDb {
  put(key: string, item: Item, done: Done<void>): void;
  del(key: string, done: Done<void>): void;
  createValueStream(bounds: Bounds): unknown;
}

/** Range of keys to read: LevelDB's own options. */
export interface Bounds {
  gt?: string;
  gte?: string;
  lt?: string;
  lte?: string;
  reverse?: boolean;
  limit?: number;
}

export type Action = (store: Store, request: Request, done: Done<Record<string, unknown>>) => void;

interface DynaliteDb {
  create(options: Record<string, unknown>): Store;
  createKey(item: Item, table: Table, schema?: readonly KeyElement[]): string;
  createIndexKey(item: Item, table: Table, schema: readonly KeyElement[]): string;
  validateKey(key: Item, table: Table): ApiError | null | undefined;
  validateItem(item: Item, table: Table): ApiError | null | undefined;
  validationError(message: string): ApiError;
  matchesExprFilter(item: Item, expression: unknown): boolean;
  mapPath(path: readonly (string | number)[], item: Item): Attribute | null | undefined;
  getIndexActions(
    indexes: readonly Index[],
    before: Item | undefined,
    after: Item | undefined,
    table: Table,
  ): { puts: { index: string; key: string; item: Item }[]; deletes: { index: string; key: string }[] };
}

interface Validation {
  readonly types: Record<string, unknown>;
  readonly custom?: (request: Request, store: Store) => string | undefined;
}

const require = createRequire(import.meta.url);
export const dynalite = require('dynalite/db/index.js') as DynaliteDb;
const validations = require('dynalite/validations/index.js') as {
  checkTypes(request: unknown, types: unknown): Request;
  checkValidations(request: Request, types: unknown, custom: Validation['custom'], store: Store): void;
};

/** The operations dynalite answers itself, by the name in the request's target. */
export const operations = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
] as const;
export type Operation = (typeof operations)[number];

const fileOf = (operation: Operation): string => operation.charAt(0).toLowerCase() + operation.slice(1);

export function actionOf(operation: Operation): Action {
  return require(`dynalite/actions/${fileOf(operation)}.js`) as Action;
}

/** Checks a request as DynamoDB would, parsing its expressions. Throws an `ApiError`; unknown members are dropped. */
export function validated(store: Store, operation: Operation, body: unknown): Request {
  const { types, custom } = require(`dynalite/validations/${fileOf(operation)}.js`) as Validation;
  const request = validations.checkTypes(body, types);
  validations.checkValidations(request, types, custom, store);
  return request;
}

/** A table by name; throws ResourceNotFoundException. */
export function tableOf(store: Store, name: string): Promise<Table> {
  return answerOf((done) => store.getTable(name, done));
}

/** Turns dynalite's callbacks into a promise, errors thrown on the way included. */
export function answerOf<T>(call: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value as T)));
  });
}
