import type { Erasure } from '../erasure/erasure.ts';
import type { Write } from './commit.ts';

/** Erasures: outside their customer's partition, which they remove. */
export interface ErasureStore {
  /** The newest of a customer. */
  load(customerId: string): Promise<Erasure | undefined>;
  find(customerId: string, id: string): Promise<Erasure | undefined>;
  /** All of a customer, newest first. */
  ofCustomer(customerId: string): Promise<readonly Erasure[]>;
  /** Puts one where there is none, with its place in the list, or over the version read. Refusal STALE_REVISION. */
  put(before: Erasure | undefined, after: Erasure): readonly Write[];
  /** Erasures that were begun, the last begun first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly entries: readonly {
      readonly customerId: string;
      readonly id: string;
      readonly cursor: string;
    }[];
    readonly hasNextPage: boolean;
  }>;
  /** Those to be looked after at or before an instant, of one shard. Keys only, from an index: re-read before acting. */
  due(
    shard: number,
    until: Date,
    first: number,
  ): Promise<readonly { readonly customerId: string; readonly id: string }[]>;
}

/** Erasures as they are entered in the write-once bucket, each with a proof: what restored tables are brought up to. */
export interface LedgerStore {
  /** Can be repeated. @throws DomainError INTEGRITY_VIOLATION when something else lies in the entry's place */
  append(entry: LedgerEntry): Promise<void>;
  /**
   * In the order of their time, each with its place; what lies among them and is none of ours has no entry.
   * @param place an instant, or the place of an entry: those behind it
   */
  since(place: string): AsyncIterable<LedgerFound>;
}

export interface LedgerEntry {
  /** The erasure's. */
  readonly id: string;
  /** When it began: taken before its row was committed. */
  readonly at: string;
  readonly kind: 'ERASURE';
  readonly customerId: string;
  /** Codes and ids alone. */
  readonly facts: Readonly<Record<string, string | readonly string[]>>;
}

/** FORGED: not an entry, not the one of its place, or without a proof that holds. UNREAD: S3 refuses to give it. */
export type LedgerFound =
  | { readonly place: string; readonly entry: LedgerEntry }
  | { readonly place: string; readonly fault: 'FORGED' | 'UNREAD' };
