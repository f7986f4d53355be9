import type { AuditQuery, AuditRow } from '../audit/row.ts';

export interface AuditReader {
  /** Newest first. */
  find(query: AuditQuery): Promise<{ rows: readonly AuditRow[]; next: string | undefined }>;
}
