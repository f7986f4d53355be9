import { setTimeout as pause } from 'node:timers/promises';
import { startActors } from './actors/start-actors.ts';
import { beginning } from './base.ts';
import type { BuiltProduct } from './build.ts';
import { openClient } from './client.ts';
import { drawRates, fateBy } from './faults.ts';
import { openIncoming } from './incoming.ts';
import { startInstances } from './instances.ts';
import { type Broken, brokenIn } from './invariants/all.ts';
import { openNetwork } from './network.ts';
import { nextDue } from './next-due.ts';
import { openScheduler, type Scheduler } from './scheduler.ts';
import { drawOf } from './seeded.ts';
import { type Kept, openServices } from './services.ts';
import { readStreams } from './streams.ts';
import { tellEvents } from './told-events.ts';
import { openTrace } from './trace.ts';
import { quiet, time } from './virtual-time.ts';

/** What came of one seed. */
export interface Result {
  readonly seed: number;
  readonly digest: string;
  readonly lines: readonly string[];
  /** Things that happened: calls of AWS that were let go, what was delivered, timers that went off. */
  readonly steps: number;
  readonly broken: readonly Broken[];
}

/** Longer than any run goes on that comes to an end. */
const mostSteps = 40_000;
/** Turns of the clock after which nothing may be left to do. */
const mostRounds = 40;

/** Runs the whole product once, as a seed decides, until it is quiet, and looks at what it left. */
export async function runSeed(product: BuiltProduct, base: Kept, seed: number): Promise<Result> {
  time.begin(beginning, drawOf(seed, 'product'));
  const trace = openTrace();
  const logs: string[] = [];
  const fault = drawOf(seed, 'faults');
  const rates = drawRates(fault);
  let isUnkind = true;
  const services = await openServices(base);
  const lag = drawOf(seed, 'lag');
  const lagged = lag.often(0.5) ? lag.one([50, 500, 5000]) : 0;
  services.store.lag = () => (isUnkind ? lag.below(lagged + 1) : 0);
  const instances = startInstances(product, (name, line) => void logs.push(`${name} ${line}`));
  const kill = (...[instance]: Parameters<typeof instances.kill>) => {
    trace.note(`${instance.name}/${instance.number} dies`);
    instances.kill(instance);
  };
  const network = openNetwork(services, fault, kill);
  const streams = readStreams(services, instances, drawOf(seed, 'streams'));
  const client = openClient(instances, drawOf(seed, 'client'));
  const unkindly = fateBy(rates, fault);
  const told = tellEvents(instances, drawOf(seed, 'told'));
  const incoming = openIncoming(services, told, drawOf(seed, 'incoming'));
  const scheduler = openScheduler({
    ...{ draw: drawOf(seed, 'order'), services, network, instances, streams, told, trace },
    fateOf: (call) => (isUnkind ? unkindly(call) : 'PASSES'),
    isUnkind: () => isUnkind,
  });
  const { operate } = instances;
  const actors = startActors({
    ...{ client, services, incoming, told, operate, trace },
    draw: drawOf(seed, 'actors'),
  });
  let steps = await runUntil(scheduler, () => actors.isDone(), mostSteps / 2);
  isUnkind = false;
  steps += await runUntil(scheduler, () => actors.isDone(), mostSteps);
  for (let rounds = 0; rounds < mostRounds; rounds++) {
    const isAgain = incoming.redrive();
    const due = rounds === 0 || isAgain ? time.now() : nextDue(services)?.at;
    if (due === undefined) break;
    const until = Math.max(due, time.now()) + 61_000;
    void pause(until - time.now());
    steps += await runUntil(scheduler, () => time.now() >= until, mostSteps);
  }
  await quiet();
  const left = actors.isDone() ? nextDue(services)?.what : actors.waitingFor();
  const broken = [
    ...(left === undefined ? [] : [{ invariant: 'it comes to an end', what: left }]),
    ...(actors.isDone() ? await brokenIn({ ...actors.stage, services, client, logs, told }) : []),
  ];
  return { seed, digest: trace.digest(), lines: trace.lines, steps, broken };
}

/** Lets things happen until it is so, or nothing happens any more. */
async function runUntil(scheduler: Scheduler, isSo: () => boolean, most: number): Promise<number> {
  for (let steps = 0; steps < most; steps++) {
    if (await scheduler.step()) continue;
    if (isSo() || !scheduler.wait()) return steps;
  }
  return most;
}
