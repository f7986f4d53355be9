import type { Write } from './commit.ts';

/** Ids of customers about whom something changed that other systems must follow. */
export interface Change {
  readonly id: string;
  readonly customerId: string;
  readonly kind: ChangeKind;
  readonly at: string;
}

export const changeKinds = ['CONSENT', 'RESTRICTION', 'ERASURE', 'ADDRESS'] as const;

export type ChangeKind = (typeof changeKinds)[number];

export interface ChangeStore {
  insert(change: Change): Write;
  /** In order of time, behind a cursor; from the oldest kept without one. */
  page(first: number, after: string | undefined, now: Date): Promise<ChangePage>;
}

export interface ChangePage {
  readonly changes: readonly { readonly change: Change; readonly cursor: string }[];
  /** Where to go on: everything before it has come, whatever is still being written. */
  readonly next: string;
  readonly hasMore: boolean;
}
