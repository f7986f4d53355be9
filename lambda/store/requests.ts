import { DomainError } from '../domain/errors.ts';
import type { RequestStore } from '../domain/ports/requests.ts';
import { getItem, putNew, putWhile, type StoreDeps } from './item.ts';
import { queryPartition } from './query-partition.ts';
import { entryRow, requestKey, requestRow, storedEntry, storedRequest } from './request-item.ts';
import { requestsOf } from './requests-of-subject.ts';
import { readWaiting } from './waiting-requests.ts';

/**
 * Requests: in the partition of their subject under sk `REQUEST#<reference>`, what was said in each under
 * `REQUEST#<reference>#<entry id>`. Those that wait are in the due index.
 */
export function createRequestStore({ dynamo, table }: Pick<StoreDeps, 'dynamo' | 'table'>): RequestStore {
  const deps = { dynamo, table };
  return {
    async load(subjectId, reference) {
      const found = await getItem(deps, storedRequest, requestKey(subjectId, reference));
      // A row that was moved to another key is not that request.
      if (found && (found.subjectId !== subjectId || found.reference !== reference))
        throw new DomainError('INTEGRITY_VIOLATION');
      return found;
    },
    ofSubject: (subjectId) => requestsOf(deps, subjectId),
    async entries(subjectId, reference) {
      const { pk, sk } = requestKey(subjectId, reference);
      const found = await queryPartition(deps, storedEntry, pk, `${sk}#`);
      if (found.some((entry) => entry.subjectId !== subjectId || entry.reference !== reference))
        throw new DomainError('INTEGRITY_VIOLATION');
      return found;
    },
    insert: (request) => putNew(table, requestRow(request), 'STALE_REVISION'),
    replace: ({ version }, after) => putWhile(table, requestRow(after), { version }),
    insertEntry: (entry) => putNew(table, entryRow(entry), 'STALE_REVISION'),
    waiting: (state, first, page) => readWaiting(deps, state, first, page),
  };
}
