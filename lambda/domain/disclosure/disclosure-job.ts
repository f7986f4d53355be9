import type { JobTypeOf } from '../jobs/job.ts';
import { newJob } from '../jobs/queue-job.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { Disclosure } from './disclosure.ts';

/** What a settling is about: the package left for the first time, or the disclosure has ended. */
export type SettlingOf = 'GIVEN' | 'END';

/** Has a disclosure worked on, once for each cause: its job is named after both. */
export function queueDisclosureJob(
  deps: Pick<Ports, 'jobs' | 'now'>,
  { id: disclosureId }: Pick<Disclosure, 'id'>,
  requestedBy: string,
  about: 'SEAL' | SettlingOf,
): readonly Write[] {
  const type: JobTypeOf<'packages'> = about === 'SEAL' ? 'SEAL_DISCLOSURE' : 'SETTLE_DISCLOSURE';
  return deps.jobs.insert(newJob({ ...named(disclosureId, about), type, requestedBy }, deps.now()));
}

const named = (disclosureId: string, about: 'SEAL' | SettlingOf) => ({
  id: `${disclosureId}-${about.toLowerCase()}`,
  report: { disclosureId, about },
});

/** The job that seals a disclosure, and what it is given. */
export const sealingJobOf = (disclosureId: string) => named(disclosureId, 'SEAL');
