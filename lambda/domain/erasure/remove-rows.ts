import { isAtProcessor } from '../commitment/at-processor.ts';
import type { Write } from '../ports/commit.ts';
import { reread } from '../reread.ts';
import { endPackages } from './end-packages.ts';
import type { Erasure } from './erasure.ts';
import type { StoredRow } from './erasure-ports.ts';
import { type ErasureDeps, type Next, recordStep } from './record-step.ts';
import { fateOf } from './what-goes.ts';

type Deps = Pick<ErasureDeps, 'now' | 'random' | 'commit' | 'erasures' | 'customerRows'>;

/** A row that became another's between the reading and the writing is read again. */
export const readings = { STALE_REVISION: 3 };

/** Removes what names the customer outside the own partition: addresses, numbers, bindings, links, threads. */
export const removeLookups = (deps: Deps, erasure: Erasure): Promise<Erasure> =>
  reread(readings, async () => {
    const rows = await deps.customerRows.elsewhere(erasure.customerId);
    return recordStep(deps, erasure, { step: 'OBJECTS' }, writesFor(deps, erasure, rows));
  });

/** Removes the customer's rows, but for what is kept as proof, and of that what is sealed. */
export const removeRows = (
  deps: Deps & Pick<ErasureDeps, 'disclosures' | 'inboundBucket' | 'jobs' | 'log'>,
  erasure: Erasure,
  next: Next,
): Promise<Erasure> =>
  reread(readings, async () => {
    const rows = await deps.customerRows.own(erasure.customerId);
    await endPackages(deps, erasure, rows);
    return recordStep(deps, erasure, next, writesFor(deps, erasure, rows));
  });

/** What is to be done about rows that were found. */
export function writesFor(
  deps: Pick<Deps, 'now' | 'customerRows'>,
  erasure: Erasure,
  rows: readonly StoredRow[],
): readonly Write[] {
  const at = deps.now().toISOString();
  const judged = { ...erasure, isAtProcessor: rows.some(isAtProcessor) };
  return rows.flatMap((row) => {
    const fate = fateOf(row, judged, at);
    if (fate.kind === 'GOES') return [deps.customerRows.remove(erasure.customerId, row)];
    return fate.kind === 'REDUCED' ? [deps.customerRows.reduce(row, fate.without, fate.set)] : [];
  });
}
