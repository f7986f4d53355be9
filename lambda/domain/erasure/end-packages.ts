import { personalFields } from '../access.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import { ending } from '../disclosure/end-disclosure.ts';
import type { Erasure } from './erasure.ts';
import type { StoredRow } from './erasure-ports.ts';
import { by, type ErasureDeps } from './record-step.ts';

const beginning = 'DISCLOSURE#';

/**
 * Ends the disclosures whose package holds something of the customer that goes: nothing can be taken out of one, so it is destroyed whole, and
 * whoever asked asks anew without them (P1.4). One that has left once counts as given, and is fetched no second time: its passphrase may be
 * ours. One that an order demands keeps the customer until it has left (`legal-hold.ts`): it is met here before only where the records were
 * restored. What is not sealed yet is sealed without them.
 * @throws DomainError STALE_REVISION when one changed meanwhile
 */
export async function endPackages(
  deps: Pick<ErasureDeps, 'now' | 'random' | 'commit' | 'disclosures' | 'jobs'>,
  erasure: Pick<Erasure, 'classes'>,
  rows: readonly StoredRow[],
): Promise<void> {
  for (const { kind, sk, result } of rows) {
    if (kind !== 'CUSTOMER_DISCLOSURE' || (result !== 'PENDING' && result !== 'GIVEN')) continue;
    const before = await deps.disclosures.load(sk.slice(beginning.length));
    if (before?.state !== 'SEALED' || !holdsOf(before, erasure)) continue;
    const cause = 'ERASURE_UNDER_WAY';
    const { after, also } = ending(deps, before, 'REVOKED', { by: `system:${by}`, cause });
    const { id: reference, fields } = before;
    const entry = systemEntryOf(by, deps.random.id(), { action: 'REVOKE_DISCLOSURE', reference, fields });
    await deps.commit([...deps.disclosures.put(before, after), ...also], [{ ...entry, code: cause }]);
  }
}

/** Whether something in a package is of a class that goes. */
const holdsOf = ({ fields }: Disclosure, { classes }: Pick<Erasure, 'classes'>): boolean =>
  fields.some((field) => classes.includes(personalFields[field].dataClass));
