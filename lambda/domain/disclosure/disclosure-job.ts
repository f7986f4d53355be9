import type { JobTypeOf } from '../jobs/job.ts';
import { newJob } from '../jobs/queue-job.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { Disclosure } from './disclosure.ts';

/** What a settling is about: the package left for the first time, the disclosure has ended, or was stopped and is decided anew. */
export type SettlingOf = 'GIVEN' | 'END' | 'BACK';

/**
 * Has a disclosure worked on, once for each cause and round: its job is named after them.
 * @param about what the job is given besides
 */
export function queueDisclosureJob(
  deps: Pick<Ports, 'jobs' | 'now'>,
  disclosure: Pick<Disclosure, 'id' | 'round'>,
  requestedBy: string,
  about: 'SEAL' | SettlingOf,
  given: { readonly because?: string | undefined; readonly digest?: string | undefined } = {},
): readonly Write[] {
  const type: JobTypeOf<'packages'> = about === 'SEAL' ? 'SEAL_DISCLOSURE' : 'SETTLE_DISCLOSURE';
  const { id, report } = named(disclosure, about);
  const whole = { id, report: { ...report, ...given }, type, requestedBy };
  return deps.jobs.insert(newJob(whole, deps.now()));
}

const named = (
  { id: disclosureId, round }: Pick<Disclosure, 'id' | 'round'>,
  about: 'SEAL' | SettlingOf,
) => ({
  id: `${disclosureId}-${about.toLowerCase()}${round === 0 ? '' : `-${round}`}`,
  report: { disclosureId, about, round },
});

/** The job that seals a disclosure, and what it is given. */
export const sealingJobOf = (disclosure: Pick<Disclosure, 'id' | 'round'>) => named(disclosure, 'SEAL');
