import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { changeDisclosure, type DisclosureDeps, type NamedDisclosure } from './change-disclosure.ts';
import { moved } from './disclosure-moves.ts';
import { sealWords } from './sealed-words.ts';

/**
 * Refuses a disclosure request for a reason, which is kept sealed. Anybody who keeps the register may, whoever opened it too.
 * @throws DomainError NOT_FOUND, WRONG_STATE at `id`; input issues of `reason`
 */
export function rejectDisclosure(
  deps: DisclosureDeps & Pick<Ports, 'sealing'>,
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
      const decided = { decidedAt: now, decidedBy: viewer.subject, endedAt: now };
      const after = moved(before, 'REJECTED', decided);
      const { sealed, keys } = await sealWords(deps, before, { reason });
      return { after: { ...after, sealedReason: sealed.reason }, also: keys };
    },
  });
}
