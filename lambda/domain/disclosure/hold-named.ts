import { limits } from '../../declared/limits.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import type { Disclosure } from './disclosure.ts';
import { readEach } from './read-each.ts';

/**
 * Says in the partition of each customer of a lawful order that it names them, as it is verified: from here on nothing of theirs is erased until
 * the order is answered or refused (`erasure/legal-hold.ts`). Their records count on with it, so that an erasure that is being begun comes before
 * this or is refused. Whoever is gone meanwhile is passed by. Can be repeated; shown to nobody.
 * @throws DomainError STALE_REVISION when records do not come to rest
 */
export async function holdNamed(
  deps: Pick<Ports, 'commit' | 'customers' | 'disclosures'>,
  { id, customerIds }: Pick<Disclosure, 'id' | 'customerIds'>,
): Promise<void> {
  for (let from = 0; from < customerIds.length; from += limits.disclosurePage) {
    const page = customerIds.slice(from, from + limits.disclosurePage);
    await reread({ STALE_REVISION: 5 }, async () => {
      const heads = await readEach(page, deps.customers.heads);
      const writes = heads.flatMap((head, n) => [
        ...(head === undefined ? [] : [deps.disclosures.nameInOrder(page[n] ?? '', id)]),
        ...(head === undefined || head === 'DAMAGED' ? [] : [deps.customers.countOn(head)]),
      ]);
      await deps.commit(writes, []);
    });
  }
}
