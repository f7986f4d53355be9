import type { AuditArchive } from './audit-sources.ts';

/** The first UTC day on which a lane was opened, as far as the archive knows. */
export async function firstDay(archive: Pick<AuditArchive, 'days'>): Promise<string | undefined> {
  for await (const day of archive.days()) return day;
  return undefined;
}
