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
  const id = `${disclosureId}-${about.toLowerCase()}`;
  const report = { disclosureId, about };
  return deps.jobs.insert(newJob({ id, type, requestedBy, report }, deps.now()));
}
