import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { Disclosure } from './disclosure.ts';
import { queueDisclosureJob } from './disclosure-job.ts';
import { moved } from './disclosure-moves.ts';

/**
 * A disclosure as it ends, and what is written beside it: from here on its link opens nothing, and a job destroys the package and says in the
 * customers' rows what became of them. What nobody ever approved has neither. The caller puts the disclosure.
 * @param how.because of several customers the one whose basis is gone, where it ends for that
 * @throws DomainError WRONG_STATE at `id`
 */
export function ending(
  deps: Pick<Ports, 'jobs' | 'now'>,
  before: Disclosure,
  to: 'COLLECTED' | 'REJECTED' | 'REVOKED' | 'EXPIRED',
  how: { readonly by: string; readonly because?: string | undefined } & Partial<Disclosure>,
): { readonly after: Disclosure; readonly also: readonly Write[] } {
  const { by, because, ...changes } = how;
  const after = moved(before, to, { endedAt: deps.now().toISOString(), ...changes, link: undefined });
  const wasApproved = before.round > 0 || before.state === 'APPROVED' || before.state === 'SEALED';
  return { after, also: wasApproved ? queueDisclosureJob(deps, before, by, 'END', { because }) : [] };
}
