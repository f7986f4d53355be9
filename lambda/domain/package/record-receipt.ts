import {
  changeDisclosure,
  type DisclosureDeps,
  type NamedDisclosure,
} from '../disclosure/change-disclosure.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { received } from './received.ts';

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
      return received(deps, before, viewer.subject, ({ digest }) => {
        if (call.digest.trim().toLowerCase() !== digest) throw new DomainError('DIGEST_DIFFERS', ['digest']);
      });
    },
  });
}
