import type { ConsentFact, ConsentState, NoticePath } from '../consent/fact.ts';
import type { Language } from '../viewer.ts';
import type { Write } from './commit.ts';

export interface ConsentStore {
  /** Current state, one get. */
  state(customerId: string): Promise<ConsentState | undefined>;
  /** Oldest first. */
  history(customerId: string): Promise<readonly ConsentFact[]>;
  /** A page of the same, newest first. @throws DomainError INVALID_FORMAT at `after` for a cursor that is none */
  page(customerId: string, first: number, after: string | undefined): Promise<ConsentFactPage>;
  insertFact(customerId: string, fact: ConsentFact): Write;
  /** Refusal STALE_REVISION. */
  replaceState(customerId: string, before: ConsentState | undefined, after: ConsentState): Write;
}

export interface ConsentFactPage {
  readonly facts: readonly { readonly fact: ConsentFact; readonly cursor: string }[];
  readonly hasMore: boolean;
}

/** Which versions' notices were handed out to a customer, and how: what acceptance by use follows from (P0.2). */
export interface NoticeStore {
  find(customerId: string, version: number): Promise<HandedOut | undefined>;
  /** Never refused: the first time a version was handed out is the one that is kept. */
  handOut(customerId: string, notice: HandedOut & { readonly version: number }): Write;
}

/** When, how and in which language a notice reached the customer. */
export interface HandedOut {
  readonly at: string;
  readonly by: NoticePath;
  readonly language: Language;
}
