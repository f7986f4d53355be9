import type { AuditReader } from '../domain/ports/audit-reader.ts';
import type { DeadlineStore } from '../domain/ports/deadlines.ts';
import type { StoreDeps } from '../store/item.ts';
import { lazy } from './lazy.ts';

/** Stores that only a few of staff read: each is loaded with its first question, so that it costs a cold start nothing. */

export function lateDeadlines(deps: StoreDeps): DeadlineStore {
  const store = lazy(async () => (await import('../store/deadlines.ts')).createDeadlineStore(deps));
  return { page: async (...asked) => (await store()).page(...asked) };
}

export function lateAuditReader(deps: Pick<StoreDeps, 'dynamo' | 'table'>): AuditReader {
  const reader = lazy(async () => (await import('../store/audit-reader.ts')).createAuditReader(deps));
  return { find: async (...asked) => (await reader()).find(...asked) };
}
