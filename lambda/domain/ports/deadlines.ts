import type { Deadline, DeadlineKind, DeadlineOwner } from '../deadline/deadline.ts';
import type { DuePage } from './jobs.ts';

/** Every clock that somebody keeps, over all stores: a view of the due index (`domain/deadline/deadline.ts`). */
export interface DeadlineStore {
  /**
   * Clocks of these kinds, the first due first; from an index, read again.
   * @param page.until only those due at or before
   * @throws DomainError CURSOR_INVALID at `after`
   */
  page(
    kinds: readonly DeadlineKind[],
    page: {
      readonly first: number;
      readonly after?: string | undefined;
      readonly until?: Date | undefined;
      readonly owner?: DeadlineOwner;
    },
  ): Promise<DuePage<Deadline>>;
}
