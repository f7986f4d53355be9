import { personalFields } from '../access.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import { isOwed, revoking, sendingBack } from '../disclosure/stop-disclosure.ts';
import { destroyPackage, hasPackage } from '../package/destroy-package.ts';
import type { Erasure } from './erasure.ts';
import type { StoredRow } from './erasure-ports.ts';
import { by, type ErasureDeps } from './record-step.ts';

const beginning = 'DISCLOSURE#';

/**
 * Ends the disclosures whose package holds something of the customer that goes: nothing can be taken out of one, so it is destroyed whole, and
 * whoever asked asks anew without them (P1.4). One that has left once counts as given, and is fetched no second time: its passphrase may be
 * ours. One that an order demands keeps the customer until it has left (`legal-hold.ts`): it is met here before only where the records were
 * restored, and is decided anew. What is not sealed yet is sealed without them. What has ended is destroyed here as well, where its own job has not come
 * to that: nothing is certified over a package that is left.
 * @throws DomainError STALE_REVISION when one changed meanwhile
 */
export async function endPackages(
  deps: Pick<ErasureDeps, 'now' | 'random' | 'commit' | 'disclosures' | 'inboundBucket' | 'jobs' | 'log'>,
  erasure: Pick<Erasure, 'customerId' | 'classes'>,
  rows: readonly StoredRow[],
): Promise<void> {
  for (const { kind, sk, result } of rows) {
    if (kind !== 'CUSTOMER_DISCLOSURE' || (result !== 'PENDING' && result !== 'GIVEN')) continue;
    const before = await deps.disclosures.load(sk.slice(beginning.length));
    if (!before || !holdsOf(before, erasure)) continue;
    const ended = before.state === 'SEALED' ? await stopped(deps, before, erasure.customerId) : before;
    if (hasPackage(ended)) await destroyPackage(deps, ended.id);
  }
}

async function stopped(
  deps: Pick<ErasureDeps, 'now' | 'random' | 'commit' | 'disclosures' | 'jobs' | 'log'>,
  before: Disclosure,
  because: string,
): Promise<Disclosure> {
  const stop = isOwed(before) ? sendingBack : revoking;
  const { after, also, entry } = stop(deps, before, { by, cause: 'ERASURE_UNDER_WAY', because });
  await deps.commit([...deps.disclosures.put(before, after), ...also], [entry]);
  return after;
}

/** Whether something in a package is of a class that goes. */
const holdsOf = ({ fields }: Disclosure, { classes }: Pick<Erasure, 'classes'>): boolean =>
  fields.some((field) => classes.includes(personalFields[field].dataClass));
