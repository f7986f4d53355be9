import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { Disclosure } from './disclosure.ts';
import { queueDisclosureJob } from './disclosure-job.ts';
import { moved } from './disclosure-moves.ts';

/**
 * A disclosure as it ends, and what is written beside it: from here on its link opens nothing, and a job destroys the package and says in the
 * customers' rows what became of them. The caller puts the disclosure.
 * @throws DomainError WRONG_STATE at `id`
 */
export function ending(
  deps: Pick<Ports, 'jobs' | 'now'>,
  before: Disclosure,
  to: 'COLLECTED' | 'REVOKED' | 'EXPIRED',
  { by, ...changes }: { readonly by: string } & Partial<Disclosure>,
): { readonly after: Disclosure; readonly also: readonly Write[] } {
  const after = moved(before, to, { ...changes, endedAt: deps.now().toISOString(), link: undefined });
  return { after, also: queueDisclosureJob(deps, before, by, 'END') };
}
