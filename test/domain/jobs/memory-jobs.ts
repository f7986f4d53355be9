import { DomainError } from '../../../lambda/domain/errors.ts';
import type { Job } from '../../../lambda/domain/jobs/job.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { JobStore } from '../../../lambda/domain/ports/jobs.ts';
import { createClock, createLogBook } from '../../store/audit-world.ts';

/** Jobs in memory, a clock that stands, a log that is kept. `fail` makes the next commits throw. */
export function memoryJobs(start: string) {
  const kept = new Map<string, Job>();
  const failures: unknown[] = [];
  const clock = createClock(start);
  const log = createLogBook();
  const write = (item: () => void): Write => ({ refusal: 'STALE_REVISION', refusalPath: [], item });
  const put = (job: Job, condition: (there: Job | undefined) => boolean) =>
    write(() => {
      if (!condition(kept.get(job.id))) throw new DomainError('STALE_REVISION');
      kept.set(job.id, job);
    });
  const jobs: JobStore = {
    load: async (id) => kept.get(id),
    latest: async (type) => [...kept.values()].findLast((job) => job.type === type),
    insert: (job) => [put(job, (there) => there === undefined)],
    replace: (before, after) => put(after, (there) => there?.version === before.version),
    due: async (shard, until, first) =>
      shard > 0
        ? []
        : [...kept.values()]
            .filter(({ dueAt }) => dueAt !== undefined && new Date(dueAt) <= until)
            .map(({ id }) => id)
            .slice(0, first),
  };
  const commit = async (writes: readonly Write[]) => {
    if (failures.length > 0) throw failures.shift();
    for (const { item } of writes) (item as () => void)();
  };
  return {
    kept,
    clock,
    log,
    fail: (...errors: readonly unknown[]) => void failures.push(...errors),
    heal: () => void failures.splice(0),
    deps: { jobs, commit, now: clock.now, log },
    job: (id: string): Job => {
      const job = kept.get(id);
      if (!job) throw new Error('no such job');
      return job;
    },
    events: () => log.lines.map(({ event }) => event),
  };
}
