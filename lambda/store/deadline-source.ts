import type { Deadline, DeadlineKind } from '../domain/deadline/deadline.ts';
import type { Item } from './item.ts';

/** What the rows of one kind in the due index say of a clock. */
export interface DeadlineSource {
  /** What their shards are called before `#<nn>`. */
  readonly shard: string;
  readonly kinds: readonly DeadlineKind[];
  /** Hours by which the clock always runs out later than the row stands in the index; */
  readonly later?: number;
  /** or at most, where that differs from row to row. */
  readonly atMostLater?: number;
  /** What is over stays in the index, and is no clock any more: it is not looked at. */
  readonly endsByItself?: true;
  /** Undefined for a row that is no clock now: the index may lag. */
  read(row: Item): Deadline | undefined;
}
