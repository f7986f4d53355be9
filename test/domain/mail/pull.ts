import type { Job } from '../../../lambda/domain/jobs/job.ts';
import { newJob } from '../../../lambda/domain/jobs/queue-job.ts';
import { pullMails } from '../../../lambda/domain/mail/pull-mails.ts';
import type { MemoryWorld } from './memory-world.ts';

/** The puller's job, run until nothing is due. */
export function createPuller(made: MemoryWorld) {
  const job: Job = newJob({ id: 'PULL_MAILS', type: 'PULL_MAILS', requestedBy: 'system:clock' }, made.now);
  return {
    async run() {
      let last: unknown;
      for await (const step of pullMails(made.ports, job)) last = step.report;
      return last as { handled: number; failed: number };
    },
  };
}
