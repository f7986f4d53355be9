import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeDisclosure, type DisclosureDeps, type NamedDisclosure } from './change-disclosure.ts';
import { type Asking, visitorEntry } from './collect-disclosure.ts';
import { type CollectionDeps, collectionOf } from './collection-link.ts';
import type { Disclosure } from './disclosure.ts';
import { ending } from './end-disclosure.ts';

export type ReceiptDeps = CollectionDeps & Pick<Ports, 'commit' | 'jobs'>;

/**
 * The recipient says by its link that the package has arrived, and names its SHA-256: what was cut in the middle has another. From here on it is
 * collected, and destroyed here.
 * @throws DomainError those of the link; WRONG_STATE when it was never fetched; DIGEST_DIFFERS at `digest`
 */
export async function confirmReceipt(
  deps: ReceiptDeps,
  asking: Asking & { readonly digest: string },
): Promise<void> {
  await reread({ STALE_REVISION: 3 }, async () => {
    const found = await collectionOf(deps, asking.token);
    const { after, also } = received(deps, found.disclosure, asking.digest, 'system:links');
    const writes = [...deps.disclosures.put(found.disclosure, after), ...also];
    await deps.commit(writes, [visitorEntry(asking, found, 'CONFIRM_RECEIPT')]);
  });
}

/**
 * An employee records the receipt that a recipient signed for a package handed over in person, by the digest that stands on it.
 * @throws DomainError NOT_FOUND at `id`; NOT_IN_PERSON there when it is not handed over in person, WRONG_STATE when it was never
 *   fetched; DIGEST_DIFFERS at `digest`
 */
export function recordReceipt(
  deps: DisclosureDeps & Pick<Ports, 'jobs' | 'recipients'>,
  viewer: StaffViewer,
  call: NamedDisclosure & { readonly idempotencyKey: string; readonly digest: string },
): Promise<NamedDisclosure> {
  return changeDisclosure(deps, viewer, {
    ...call,
    operation: 'recordReceipt',
    action: 'CONFIRM_RECEIPT',
    input: call.digest,
    async plan(before) {
      const recipient = await deps.recipients.load(before.recipientId);
      if (recipient?.delivery !== 'IN_PERSON') throw new DomainError('NOT_IN_PERSON', ['id']);
      return received(deps, before, call.digest, viewer.subject);
    },
  });
}

function received(deps: Pick<Ports, 'jobs' | 'now'>, before: Disclosure, digest: string, by: string) {
  const { state, handedOutAt, package: sealed } = before;
  if (state !== 'SEALED' || handedOutAt === undefined) throw new DomainError('WRONG_STATE', ['id']);
  if (digest.trim().toLowerCase() !== sealed?.digest) throw new DomainError('DIGEST_DIFFERS', ['digest']);
  return ending(deps, before, 'COLLECTED', { by, collectedAt: deps.now().toISOString() });
}
