import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { type CollectionDeps, collectionOf } from './collection-link.ts';
import { isSecretOf } from './is-secret-of.ts';
import { received } from './received.ts';
import { type Visitor, visitorEntry } from './visitor-entry.ts';

export type ReceiptDeps = CollectionDeps & Pick<Ports, 'commit' | 'jobs'>;

/**
 * The recipient says by its link that the package has arrived, and names the code that is inside: nobody knows it who has not opened the whole,
 * neither who made the link nor who keeps the bytes. From here on it is collected, and destroyed here.
 * @throws DomainError those of the link; WRONG_STATE when it was never fetched; INVALID_FORMAT at `receiptCode` for another
 */
export async function confirmReceipt(
  deps: ReceiptDeps,
  asking: Visitor & { readonly receiptCode: string },
): Promise<void> {
  await reread({ STALE_REVISION: 3 }, async () => {
    const found = await collectionOf(deps, asking.token);
    const { after, also } = received(deps, found.disclosure, 'system:links', ({ receiptHash }) => {
      if (!isSecretOf(receiptHash, asking.receiptCode))
        throw new DomainError('INVALID_FORMAT', ['receiptCode']);
    });
    const writes = [...deps.disclosures.put(found.disclosure, after), ...also];
    await deps.commit(writes, [visitorEntry(asking, found, 'CONFIRM_RECEIPT')]);
  });
}
