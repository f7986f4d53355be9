/** How often each unkindness happens: chances between 0 and 1 a call, unless told otherwise. What is left out never happens. */
export interface UnkindRates {
  /** TransactWriteItems and TransactGetItems: refused with TransactionConflict, nothing done. */
  readonly transactionConflict?: number;
  /** PutItem, UpdateItem and DeleteItem: refused with TransactionConflictException, nothing done. */
  readonly itemConflict?: number;
  /** Any call: refused as throttled, nothing done. */
  readonly throttle?: number;
  /** Any call: status 500, nothing done. */
  readonly serverError?: number;
  /** Any call: done, and the connection closed in place of an answer. */
  readonly dropAnswer?: number;
  /** Any call: held back before it is passed on, for up to `delayMs`. */
  readonly delay?: number;
  /** Milliseconds. Default 50. */
  readonly delayMs?: number;
  /** BatchGetItem of two keys or more: some keys come back unprocessed. */
  readonly unprocessedKeys?: number;
  /** GetRecords: chance of each record to come twice. */
  readonly repeatRecords?: number;
  /** GetRecords: records of different items change places; those of one item keep their order. */
  readonly reorderRecords?: number;
  /** Milliseconds during which queries of an index do not see an item that was just written. */
  readonly indexLagMs?: number;
}

/** What was done to calls. `indexLag` counts hidden items, `repeatRecords` repeated records, the others calls. */
export type Injected = Exclude<keyof UnkindRates, 'delayMs' | 'indexLagMs'> | 'indexLag';
