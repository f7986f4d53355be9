import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import type { Call, Fate } from './call.ts';
import type { Instances } from './instances.ts';
import type { Network } from './network.ts';
import type { Draw } from './seeded.ts';
import type { Services } from './services.ts';
import type { StreamReading } from './streams.ts';
import type { ToldEvents } from './told-events.ts';
import type { Trace } from './trace.ts';
import { quiet, time } from './virtual-time.ts';

export interface World {
  readonly draw: Draw;
  readonly services: Services;
  readonly network: Network;
  readonly instances: Instances;
  readonly streams: readonly StreamReading[];
  readonly told: ToldEvents;
  readonly trace: Trace;
  /** What becomes of a call. */
  fateOf(call: Call): Fate;
  /** Whether streams repeat, indexes lag and events come in any order. */
  readonly isUnkind: () => boolean;
}

type Step = () => Promise<void> | void;

/** Decides what happens next: one thing at a time, in any order that could be. */
export function openScheduler(world: World) {
  const { draw, services, network, instances, streams, told, trace } = world;
  const minutes = new Map<FunctionName, number>();
  const start = (name: FunctionName, what: string, run: () => Promise<{ kind: string }>) => {
    trace.note(`${what} ${name}`);
    void run().then(({ kind }) => trace.note(`${what} ${name} ${kind}`));
  };
  const release =
    (call: Call): Step =>
    async () => {
      const fate = world.fateOf(call);
      time.moveOn(time.now() + 1 + draw.below(world.isUnkind() ? 40 : 4));
      trace.note(`${call.by.name}/${call.by.number} ${call.service} ${call.operation} ${fate}`);
      await network.release(call, fate);
    };
  const event = (): Step => async () => {
    const at = world.isUnkind() ? draw.below(services.post.events.length) : 0;
    const [told] = services.post.events.splice(at, 1);
    if (!told) return;
    start('mailEvents', 'event', async () => {
      const outcome = await instances.invoke('mailEvents', told);
      // As SNS does, what the function failed at comes again; now and then what it did not.
      if (outcome.kind !== 'ANSWERED' || (world.isUnkind() && draw.often(0.1)))
        services.post.events.push(told);
      return outcome;
    });
  };
  const tell = (): void => {
    const { name, outcome } = told.deliver(world.isUnkind());
    start(name, 'told', () => outcome);
  };
  const schedule =
    (name: FunctionName): Step =>
    () => {
      const minute = Math.floor(time.now() / 60_000);
      minutes.set(name, minute);
      // Not every minute is simulated: most are like the one before.
      if (world.isUnkind() && draw.often(0.4)) return;
      const told = { source: 'aws.events', time: new Date(minute * 60_000).toISOString() };
      start(name, 'schedule', () => instances.invoke(name, told));
    };
  const isDue = (name: FunctionName): boolean => {
    const { everyMinutes } = functions[name] as FunctionDeclaration;
    const last = minutes.get(name) ?? 0;
    return everyMinutes !== undefined && Math.floor(time.now() / 60_000) >= last + everyMinutes;
  };
  /** What could happen now. */
  const possible = (): Step[] => [
    ...network.waiting.map(release),
    ...network.late.map((call) => () => network.arrive(call)),
    ...streams
      .filter((stream) => stream.isReady())
      .map((stream) => () => start(stream.name, 'stream', () => stream.deliver(world.isUnkind()))),
    ...(services.post.events.length > 0 ? [event()] : []),
    ...(told.isReady() ? [tell] : []),
    ...(Object.keys(functions) as FunctionName[]).filter(isDue).map(schedule),
  ];
  return {
    /** Does one thing. @returns whether there was one that is not to be waited for */
    async step(): Promise<boolean> {
      await quiet();
      for (const { name, number } of instances.killOverdue()) trace.note(`${name}/${number} killed, overdue`);
      if (time.fire()) return true;
      const steps = possible();
      if (steps.length === 0) return false;
      await draw.one(steps)();
      return true;
    },
    /** Moves on to when something is to happen by itself. @returns whether there is such a thing */
    wait(): boolean {
      const next = time.next();
      if (next === undefined) return false;
      time.moveOn(next);
      return true;
    },
  };
}
export type Scheduler = ReturnType<typeof openScheduler>;
