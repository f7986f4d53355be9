import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeDisclosure, type DisclosureDeps, type NamedDisclosure } from './change-disclosure.ts';
import { ending } from './end-disclosure.ts';
import { sealWords } from './sealed-words.ts';

/**
 * Refuses a disclosure request for a reason, which is kept sealed. Anybody who keeps the register may, whoever opened it too.
 * @throws DomainError NOT_FOUND, WRONG_STATE at `id`; input issues of `reason`
 */
export function rejectDisclosure(
  deps: DisclosureDeps & Pick<Ports, 'sealing' | 'jobs'>,
  viewer: StaffViewer,
  call: NamedDisclosure & { readonly idempotencyKey: string; readonly reason: string },
): Promise<NamedDisclosure> {
  return changeDisclosure(deps, viewer, {
    ...call,
    operation: 'rejectDisclosure',
    action: 'REJECT_DISCLOSURE',
    input: call.reason,
    async plan(before, now) {
      const reason = parseInput(message, call.reason, ['reason']);
      const decided = { decidedAt: now, decidedBy: viewer.subject, endedAt: now, cause: undefined };
      const { after, also } = ending(deps, before, 'REJECTED', { by: viewer.subject, ...decided });
      const { sealed, keys } = await sealWords(deps, before, { reason });
      return { after: { ...after, sealedReason: sealed.reason }, also: [...also, ...keys] };
    },
  });
}
