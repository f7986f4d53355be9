import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../local/functions/invocation.ts';
import { type Schedule, startSchedule } from '../../local/functions/schedule.ts';

// Two slow cores, with others at work on them.
vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 30_000 });

let schedule: Schedule;
afterEach(() => schedule.stop());
const twoMilliseconds = 2 / 60_000;

describe('a schedule', () => {
  it('invokes again and again with a scheduled event, from the start when asked', async () => {
    const events: unknown[] = [];
    const outcomes: Outcome[] = [];
    schedule = startSchedule({
      name: 'clock',
      everyMinutes: twoMilliseconds,
      runAtOnce: true,
      invoke: async (event) => {
        events.push(event);
        return { result: events.length };
      },
      onOutcome: (outcome) => outcomes.push(outcome),
    });
    expect(events).toHaveLength(1);
    await eventually(() => outcomes.length).toBeGreaterThan(2);
    expect(events[0]).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      resources: ['arn:aws:events:local:000000000000:rule/clock'],
    });
  });

  it('never runs twice at once, and whoever asks joins the run under way', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    schedule = startSchedule({
      name: 'clock',
      everyMinutes: twoMilliseconds,
      invoke: async () => {
        running += 1;
        runs += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 20));
        running -= 1;
        return { result: runs };
      },
    });
    const [one, two] = await Promise.all([schedule.runNow(), schedule.runNow()]);
    expect(one).toEqual(two);
    await eventually(() => runs).toBeGreaterThan(2);
    expect(most).toBe(1);
  });

  it('waits for the run under way when stopped, and starts no other', async () => {
    let done = 0;
    schedule = startSchedule({
      name: 'clock',
      everyMinutes: twoMilliseconds,
      runAtOnce: true,
      invoke: async () => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        done += 1;
        return { result: null };
      },
    });
    await schedule.stop();
    expect(done).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(done).toBe(1);
  });
});
