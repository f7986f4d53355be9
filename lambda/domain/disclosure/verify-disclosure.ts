import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { secondChannels } from '../recipient/second-channels.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeDisclosure, type DisclosureDeps, type NamedDisclosure } from './change-disclosure.ts';
import { moved } from './disclosure-moves.ts';
import { holdNamed } from './hold-named.ts';

/**
 * Somebody has asked the recipient over a second channel whether it asks, and compared the order with the one that is kept: its digest, what it
 * names and whom (P6.5).
 * @throws DomainError NOT_FOUND, WRONG_STATE at `id`; DIGEST_DIFFERS at `documentDigest` when it is another document's, or one is named where
 *   there is none, REQUIRED there when none is named
 */
export function verifyDisclosure(
  deps: DisclosureDeps & Pick<Ports, 'customers'>,
  viewer: StaffViewer,
  call: NamedDisclosure & {
    readonly idempotencyKey: string;
    readonly documentDigest: string | undefined;
    readonly channel: (typeof secondChannels)[number];
  },
): Promise<NamedDisclosure> {
  const { documentDigest, channel } = call;
  return changeDisclosure(deps, viewer, {
    ...call,
    operation: 'verifyDisclosure',
    action: 'VERIFY_DISCLOSURE',
    input: [documentDigest, channel],
    async plan(before, now) {
      const { basis } = before;
      const digest = basis.kind === 'LEGAL_ORDER' ? basis.document.digest : undefined;
      if (digest !== undefined && documentDigest === undefined)
        throw new DomainError('REQUIRED', ['documentDigest']);
      if (documentDigest?.trim().toLowerCase() !== digest)
        throw new DomainError('DIGEST_DIFFERS', ['documentDigest']);
      const verified = { verifiedAt: now, verifiedBy: viewer.subject, verifiedOver: channel };
      const after = moved(before, 'VERIFIED', verified);
      // Before it is verified: what is named by then is kept, and nobody outruns the order.
      if (basis.kind === 'LEGAL_ORDER') await holdNamed(deps, before);
      return { after };
    },
  });
}
