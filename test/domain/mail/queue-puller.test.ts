import { expect, test } from 'vitest';
import { DomainError } from '../../../lambda/domain/errors.ts';
import { workOnJob } from '../../../lambda/domain/jobs/work-on-job.ts';
import { queuePuller } from '../../../lambda/domain/mail/queue-puller.ts';
import type { OutboxStore } from '../../../lambda/domain/ports/mails.ts';
import { memoryJobs } from '../jobs/memory-jobs.ts';

function world() {
  const made = memoryJobs('2026-03-02T08:00:00.000Z');
  let isDue = true;
  const due: OutboxStore['due'] = async (lane, shard) => {
    const mails =
      isDue && lane === 'marketing' && shard === 9
        ? [{ customerId: 'C', mailId: 'M', dueAt: '2026-11-22T05:00:00.000Z' }]
        : [];
    return { mails, unreadable: 0 };
  };
  const deps = { ...made.deps, outbox: { due } as OutboxStore };
  const rest = () => {
    isDue = false;
  };
  return { made, queue: () => queuePuller(deps, { by: 'clock' }), rest };
}
const until = new Date('2026-03-02T09:00:00.000Z');

test('a puller is queued when mails of campaigns are due, and no second beside it', async () => {
  const { made, queue } = world();
  expect(await Promise.all([queue(), queue(), queue()])).toEqual([true, false, false]);
  expect(await queue()).toBe(false);
  expect([...made.kept.values()]).toMatchObject([{ type: 'PULL_MAILS', state: 'QUEUED' }]);
});

test('whoever asks is not stopped by one who writes the same', async () => {
  const { made, queue } = world();
  made.fail(new DomainError('TEMPORARILY_UNAVAILABLE'));
  expect([await queue(), await queue()]).toEqual([false, true]);
  made.heal();
  made.kept.clear();
  made.fail(new TypeError('a fault'));
  await expect(queue()).rejects.toThrow('a fault');
});

test('once it is done, or was given up, the next begins when something is due again', async () => {
  const { made, queue, rest } = world();
  await queue();
  const done = async function* () {
    yield { report: { handled: 1 }, isDone: true };
  };
  await workOnJob(made.deps, done, { jobId: 'PULL_MAILS', until });
  expect(made.job('PULL_MAILS').state).toBe('DONE');
  expect(await queue()).toBe(true);
  expect(made.job('PULL_MAILS')).toMatchObject({ state: 'QUEUED', attempts: 0, report: undefined });
  await workOnJob(made.deps, done, { jobId: 'PULL_MAILS', until });
  rest();
  expect(await queue()).toBe(false);
  expect(made.job('PULL_MAILS').state).toBe('DONE');
});
