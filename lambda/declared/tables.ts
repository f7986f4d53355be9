/**
 * The tables, as data. `cdk/` deploys them, `local/` creates them, `lambda/store/` names their indexes from here.
 * Nothing else in the product says what a table looks like.
 */

/** One index: its key attributes (all strings) and what it projects. */
export interface IndexDeclaration {
  readonly partitionKey: string;
  readonly sortKey: string;
  /** Non-key attributes to project, beside the keys. */
  readonly includes: readonly string[];
}

/** One table. Every key attribute is a string. */
export interface TableDeclaration {
  /** Environment variable that carries the table's name to a function. */
  readonly nameVariable: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes: Readonly<Record<string, IndexDeclaration>>;
  readonly stream?: 'NEW_IMAGE' | 'NEW_AND_OLD_IMAGES';
  /** Attribute holding the expiry as Unix seconds. Expiry is also checked in code: the sweep may be days late. */
  readonly expiryAttribute?: string;
  /** Rows are only ever added, each in a transaction: nobody changes or removes one, an administrator's role included. */
  readonly appendOnly?: boolean;
  /** Days a table can be restored to any instant. Keys: short, so that a shredded key is soon beyond recovery. */
  readonly restoreDays: number;
}

/** Everything but keys and the audit trail. Items are told apart by `kind`. */
const records = {
  nameVariable: 'TABLE_RECORDS',
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: {
    /** Customers by shard, then month of registration. */
    customers: {
      partitionKey: 'listShard',
      sortKey: 'listSort',
      includes: ['customerState', 'addressState'],
    },
    /** What is due: mails to send, jobs to resume. Sparse; sharded. */
    due: { partitionKey: 'dueShard', sortKey: 'dueAt', includes: ['kind'] },
    /** Rows that name a customer but lie outside its partition (lookups, tokens, bindings): erasure finds them here. */
    owner: { partitionKey: 'ownerId', sortKey: 'pk', includes: ['kind'] },
  },
  stream: 'NEW_IMAGE',
  expiryAttribute: 'expiresAt',
  restoreDays: 35,
} as const satisfies TableDeclaration;

/** Wrapped keys: one item per subject with its DEKs and revisions; one per KEK epoch, index key and audit key. */
const keys = {
  nameVariable: 'TABLE_KEYS',
  partitionKey: 'pk',
  indexes: {},
  restoreDays: 7,
} as const satisfies TableDeclaration;

/** The audit trail: rows in lanes of hash chains, and the day register that opens each lane. Put only. */
const audit = {
  nameVariable: 'TABLE_AUDIT',
  partitionKey: 'lane',
  sortKey: 'seq',
  indexes: {
    /** What is beside the keys tells who saw something of a customer apart from all else, without reading the rows. */
    customer: { partitionKey: 'customerId', sortKey: 'at', includes: ['action', 'outcome', 'view'] },
    actor: { partitionKey: 'actor', sortKey: 'at', includes: [] },
    day: { partitionKey: 'dayShard', sortKey: 'at', includes: [] },
  },
  stream: 'NEW_AND_OLD_IMAGES',
  appendOnly: true,
  restoreDays: 35,
} as const satisfies TableDeclaration;

/**
 * What the names of keys begin with, in the table of keys, that are neither of a subject nor of a class or an index: of the trail's MAC, of a
 * month's origins, of refusal links. Whoever needs one first makes it.
 */
export const namedKeys = ['AUDIT-MAC#', 'ORIGIN#', 'REFUSAL-LINKS#'] as const;

export const tables = { records, keys, audit } as const;
export type TableId = keyof typeof tables;
