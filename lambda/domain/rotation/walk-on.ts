import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { versionName } from '../stored-keys.ts';
import { familyOf } from './rotating-key.ts';
import type { RotationPorts, StoredDek } from './rotation-ports.ts';
import type { RotationReport } from './rotation-report.ts';
import { type TendIndexesDeps, tendIndexes, type VersionedIndex } from './tend-indexes.ts';

export type WalkDeps = TendIndexesDeps & Pick<Ports, 'log'> & RotationPorts;

/** Items that are worked on side by side. */
const atOnce = 8;
const customersPerPage = 50;

/**
 * One page of a walk through everything that a key may have been used for: wrapped DEKs of a class, or customers with what leads to them by
 * an index. What is not under the new version is brought under it. One item that cannot be read is told of and counted, and holds up no other.
 * @returns the report; without a cursor when it was the last page
 */
export async function walkOn(deps: WalkDeps, jobId: string, report: RotationReport): Promise<RotationReport> {
  const { key, version } = report;
  const begun = report.cursor === undefined ? { ...report, changed: 0, unreadable: 0 } : report;
  if (key === 'index') {
    const page = await deps.customers.page({}, customersPerPage, report.cursor);
    const index = await indexOf(deps, report);
    const found = await count(page.ids, async (customerId) => {
      return (await tendIndexes(deps, index, customerId)) === 'MOVED';
    });
    return counted(begun, found, page.hasNextPage ? page.cursors.at(-1) : undefined);
  }
  const { deks, next } = await deps.keyTable.deks(key, report.cursor);
  return counted(begun, await count(deks, (dek) => rewrapDek(deps, dek, version)), next);

  async function count<T extends string | StoredDek>(
    items: readonly T[],
    act: (item: T) => Promise<boolean>,
  ) {
    const found = { changed: 0, unreadable: 0 };
    const actOn = async (item: T): Promise<void> => {
      try {
        if (await act(item)) found.changed += 1;
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'INTEGRITY_VIOLATION') throw error;
        found.unreadable += 1;
        const customerId = typeof item === 'string' ? item : item.subjectId;
        deps.log.error('key_not_moved', { jobId, customerId }, error);
      }
    };
    for (let from = 0; from < items.length; from += atOnce)
      await Promise.all(items.slice(from, from + atOnce).map(actOn));
    return found;
  }
}

function counted(
  report: RotationReport,
  found: { readonly changed: number; readonly unreadable: number },
  cursor: string | undefined,
): RotationReport {
  return {
    ...report,
    cursor,
    changed: report.changed + found.changed,
    unreadable: report.unreadable + found.unreadable,
    moved: report.moved + found.changed,
  };
}

/** True when it was under another epoch: whether this or somebody else put one in its place, it is looked at again in the next walk. */
async function rewrapDek(
  { rotationKeys, keyTable }: RotationPorts,
  dek: StoredDek,
  epoch: number,
): Promise<boolean> {
  const wrapped = await rotationKeys.rewrap(dek, epoch);
  if (wrapped) await keyTable.replaceDek(dek, wrapped);
  return wrapped !== undefined;
}

/**
 * While the old version is still read, rows stand under both; afterwards under the new one alone. An old version that is gone (a job that a
 * restored table brought back) is not looked for.
 */
async function indexOf(
  { rotationKeys, keyTable }: RotationPorts,
  report: RotationReport,
): Promise<VersionedIndex> {
  const { version, step } = report;
  const [kept, gone] = [version, version - 1];
  const hasOld = await keyTable.hasKey(versionName(familyOf('index'), gone));
  const ready = await rotationKeys.indexUnder(hasOld && step === 'MOVE' ? [kept, gone] : [kept]);
  const old = hasOld && step === 'CONFIRM' ? await rotationKeys.indexUnder([gone]) : undefined;
  return { ready, kept: ready.allOf, gone: (kind, value) => old?.allOf(kind, value) ?? [] };
}
