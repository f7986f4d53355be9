import { expect, test } from 'vitest';
import { alarmingLogLines } from '../../../lambda/declared/alarming-log-lines.ts';
import { tellLateMails } from '../../../lambda/domain/mail/tell-late-mails.ts';
import type { OutboxStore } from '../../../lambda/domain/ports/mails.ts';
import { createClock, createLogBook } from '../../store/audit-world.ts';

const dueAt = new Date('2026-11-22T05:00:00.000Z');

const measured = (minutes: number) => ({ event: 'outbox_measured', facts: { seconds: minutes * 60 } });

/** One mail of a lane, due at five. */
function world(lane: 'duty' | 'operational' | 'marketing') {
  const clock = createClock(dueAt.toISOString());
  const log = createLogBook();
  const due: OutboxStore['due'] = async (of, shard, until) => {
    const isDue = of === lane && shard === 7 && dueAt <= until;
    return {
      mails: isDue ? [{ customerId: 'C', mailId: 'M', dueAt: dueAt.toISOString() }] : [],
      unreadable: 0,
    };
  };
  const tell = () => tellLateMails({ now: clock.now, log, outbox: { due } as OutboxStore });
  return { clock, log, tell };
}

test('a mail that somebody waits for is late after a quarter of an hour', async () => {
  const { clock, log, tell } = world('duty');
  clock.add(14);
  await tell();
  expect(log.lines).toEqual([measured(14)]);
  clock.add(1);
  await tell();
  expect(log.lines.slice(1)).toEqual([
    measured(15),
    { event: alarmingLogLines.outboxLate.event, facts: { count: 1 } },
  ]);
});

test('a campaign is never late', async () => {
  const { clock, log, tell } = world('marketing');
  clock.add(600);
  await tell();
  expect(log.lines).toEqual([measured(0)]);
});
