import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeDisclosure, type DisclosureDeps, type NamedDisclosure } from './change-disclosure.ts';
import { ending } from './end-disclosure.ts';
import { sealWords } from './sealed-words.ts';

/**
 * Takes an approved disclosure back: from this instant its package cannot be collected, and it is destroyed. What left before stays said.
 * @throws DomainError NOT_FOUND, WRONG_STATE at `id`; input issues of `reason`
 */
export function revokeDisclosure(
  deps: DisclosureDeps & Pick<Ports, 'sealing' | 'jobs'>,
  viewer: StaffViewer,
  call: NamedDisclosure & { readonly idempotencyKey: string; readonly reason: string },
): Promise<NamedDisclosure> {
  return changeDisclosure(deps, viewer, {
    ...call,
    operation: 'revokeDisclosure',
    action: 'REVOKE_DISCLOSURE',
    input: call.reason,
    async plan(before) {
      const reason = parseInput(message, call.reason, ['reason']);
      const { after, also } = ending(deps, before, 'REVOKED', { by: viewer.subject });
      const { sealed, keys } = await sealWords(deps, before, { reason });
      return { after: { ...after, sealedReason: sealed.reason }, also: [...also, ...keys] };
    },
  });
}
