import { reread } from '../reread.ts';
import type { Erasure } from './erasure.ts';
import { type ErasureDeps, recordStep, rowsWithStep } from './record-step.ts';
import { readings, writesFor } from './remove-rows.ts';

type Deps = Pick<ErasureDeps, 'now' | 'random' | 'commit' | 'erasures' | 'customerRows' | 'keyShredding'>;

/**
 * Destroys the keys of what is to go; from here on nothing of it can be opened, in whatever copy. Where other classes stay, the blobs go in
 * the same transaction: a blob without its key is nothing that a record may hold. Where the customer goes whole, so do the lookups, unless they
 * are more than fit one transaction.
 */
export const destroyKeys = (deps: Deps, erasure: Erasure): Promise<Erasure> =>
  reread(readings, () =>
    erasure.left.length === 0 ? destroyAll(deps, erasure) : destroySome(deps, erasure),
  );

async function destroyAll(deps: Deps, erasure: Erasure): Promise<Erasure> {
  const { customerId } = erasure;
  const keys = deps.keyShredding.shred(customerId);
  const lookups = writesFor(deps, erasure, await deps.customerRows.elsewhere(customerId));
  return lookups.length < rowsWithStep
    ? recordStep(deps, erasure, { step: 'OBJECTS' }, [keys, ...lookups])
    : recordStep(deps, erasure, { step: 'LOOKUPS' }, [keys]);
}

async function destroySome(deps: Deps, erasure: Erasure): Promise<Erasure> {
  const { customerId, classes } = erasure;
  const blobs = classes.filter((one) => one !== 'content');
  const keys = await deps.keyShredding.shredClasses(customerId, classes);
  const writes = [
    ...(keys ? [keys] : []),
    ...(blobs.length > 0 ? [deps.customerRows.dropBlobs(customerId, blobs)] : []),
  ];
  return recordStep(deps, erasure, { step: 'LOOKUPS' }, writes);
}
