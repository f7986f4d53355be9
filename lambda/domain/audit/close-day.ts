import { lanesClosedAt } from './anchor.ts';
import { type AnchorHeadsDeps, anchorHeads } from './anchor-heads.ts';
import type { AuditArchive, AuditTableSource } from './audit-sources.ts';
import { type Reconciliation, reconcile } from './reconcile.ts';

/**
 * Closes a day of the audit trail: what the stream lost is copied to the archive, then the ends of its lanes are anchored. Does nothing
 * before its last lane is closed, nor when it was done. Reconciling comes first: a crash between the two repeats both.
 */
export async function closeDay(
  deps: AnchorHeadsDeps & { readonly table: AuditTableSource; readonly archive: AuditArchive },
  input: { readonly day: string },
): Promise<Reconciliation | undefined> {
  const { day } = input;
  if (deps.now() < lanesClosedAt(day) || (await deps.archive.loadAnchor(day)) !== undefined) return undefined;
  const reconciled = await reconcile(deps, { day });
  await anchorHeads(deps, { day });
  return reconciled;
}
