import type { Correspondent } from '../request/correspondent.ts';
import type { InformationRequest } from '../request/information-request.ts';
import type { CustomerRequest, RequestEntry, RequestState } from '../request/request.ts';
import type { Write } from './commit.ts';

/** Requests and what was said in them, in the partition of their subject: a customer, or a correspondent. */
export interface RequestStore {
  /** Strongly consistent. */
  load(subjectId: string, reference: string): Promise<CustomerRequest | undefined>;
  /** Those of a subject, newest first. */
  ofSubject(subjectId: string): Promise<readonly CustomerRequest[]>;
  /** What was said in one, oldest first. */
  entries(subjectId: string, reference: string): Promise<readonly RequestEntry[]>;
  /** Refusal STALE_REVISION. */
  insert(request: CustomerRequest): Write;
  /** Refusal STALE_REVISION when the version is no longer the one read. */
  replace(before: CustomerRequest, after: CustomerRequest): Write;
  insertEntry(entry: RequestEntry): Write;
  /**
   * Requests of a state that wait, over all subjects, those whose answer is due first, first; from an index, read again.
   * @param until only those due before
   * @throws DomainError CURSOR_INVALID at `after`
   */
  waiting(
    state: WaitingState,
    first: number,
    page: { readonly after?: string | undefined; readonly until?: Date | undefined },
  ): Promise<WaitingRequests>;
}

/** States of a request that somebody still has to do something about. */
export type WaitingState = Exclude<RequestState, 'CLOSED'>;

export interface WaitingRequests {
  readonly items: readonly { readonly request: CustomerRequest; readonly cursor: string }[];
  /** Behind the last that was looked at; undefined when there was none. */
  readonly end: string | undefined;
  readonly hasNextPage: boolean;
}

/** Those who wrote without being customers (P1.4). */
export interface CorrespondentStore {
  /** Undefined from the end of its keeping on. */
  load(id: string): Promise<Correspondent | undefined>;
  insert(correspondent: Correspondent): Write;
  /** No change; holds while there is one that is kept. Refusal STALE_REVISION. */
  exists(id: string): Write;
  /**
   * Who wrote from an address by an authenticated mail, and is kept. A correspondent is known again for the first half of the own time only: whoever
   * writes later becomes another, so that nothing is removed before it was there for half of it.
   */
  byAddress(emailIndexes: readonly string[]): Promise<string | undefined>;
  /** Makes a correspondent known by an address, as long. Refusal STALE_REVISION when another is. */
  insertAddress(emailIndexes: readonly string[], correspondent: Correspondent): readonly Write[];
  /** Ids of those whose time is over at an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
  /** Ends the time of one at an instant. Refusal STALE_REVISION when it is over already. */
  end(id: string, at: Date): Write;
  /** Keeps one until an instant. Refusal STALE_REVISION when the time is over already. */
  keep(id: string, until: Date): Write;
  /** Removes what is kept of one: keys first, then rows, page by page, but the own one, which stays due. Can be repeated. */
  shred(id: string): Promise<void>;
  /** Removes the own row, the last of all. Refusal STALE_REVISION when it is gone. */
  remove(id: string): Write;
}

/** What customers were asked for, in their partition (P1.5). */
export interface InformationRequestStore {
  load(customerId: string, id: string): Promise<InformationRequest | undefined>;
  /** Newest first. */
  ofCustomer(customerId: string): Promise<readonly InformationRequest[]>;
  /** Puts one where there is none, or over the version read. Refusal STALE_REVISION. */
  put(before: InformationRequest | undefined, after: InformationRequest): Write;
  /** Those to remind of or to end at or before an instant, of one shard. Keys only, from an index: re-read before acting. */
  due(
    shard: number,
    until: Date,
    first: number,
  ): Promise<readonly { readonly customerId: string; readonly id: string }[]>;
  /** Takes a row that cannot even be parsed or opened from the due index, at once and outside any transaction. */
  park(customerId: string, id: string): Promise<void>;
}
