import { randomUUID } from 'node:crypto';
import type { Invoke, Outcome } from './invocation.ts';

export interface ScheduleOptions {
  /** Names the rule in the event. */
  readonly name: string;
  readonly everyMinutes: number;
  /** Also runs at the start. */
  readonly runAtOnce?: boolean;
  readonly invoke: Invoke;
  readonly onOutcome?: (outcome: Outcome) => void;
}

export interface Schedule {
  /** Runs now, or joins the run under way. */
  runNow(): Promise<Outcome>;
  /** Ends the schedule and waits for the run under way. */
  stop(): Promise<void>;
}

/** Source: Amazon EventBridge User Guide, "Scheduled Event" example. */
const scheduledEvent = (name: string, at: Date) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: `${at.toISOString().slice(0, 19)}Z`,
  region: 'local',
  resources: [`arn:aws:events:local:000000000000:rule/${name}`],
  detail: {},
});

/** Invokes every so many minutes; a turn that comes while the last one runs is skipped, so there are never two at once. */
export function startSchedule(options: ScheduleOptions): Schedule {
  let underWay: Promise<Outcome> | undefined;

  const runNow = (): Promise<Outcome> => {
    underWay ??= options.invoke(scheduledEvent(options.name, new Date())).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const turn = () => {
    if (underWay) return;
    void runNow().then((outcome) => options.onOutcome?.(outcome));
  };

  const timer = setInterval(turn, options.everyMinutes * 60_000);
  if (options.runAtOnce) turn();
  return {
    runNow,
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
