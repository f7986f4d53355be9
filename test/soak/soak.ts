import { setTimeout as pause } from 'node:timers/promises';
import { type Draw, drawOf } from '../simulation/seeded.ts';
import { nothingYet } from './acknowledged.ts';
import { signUp } from './acts/register.ts';
import { assembleCast } from './cast.ts';
import { type Findings, findingsOf } from './findings.ts';
import { killUntil } from './killer.ts';
import { actUntil, type Load } from './load.ts';
import { type Growth, growthsOf, weighUntil } from './memory.ts';
import { openCloud } from './open-cloud.ts';
import { settle } from './settle.ts';
import type { Stage } from './stage.ts';
import { openTally, type Tally } from './tally.ts';

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: string;
  /** Acts begun a second. */
  readonly rate: number;
  /** Seconds between two kills of an instance, on the average. */
  readonly killEverySeconds: number;
  readonly say: (line: string) => void;
}

export interface SoakResult {
  readonly tally: Tally;
  readonly load: Load;
  readonly growths: readonly Growth[];
  /** Functions whose instances were killed, and how often. */
  readonly struck: ReadonlyMap<string, number>;
  readonly findings: Findings;
}

/** A campaign that waits for its last mails looks once a minute. */
const restMs = 600_000;
/** They are there when the load begins. */
const firstCustomers = 6;
/** The functions' clock after the load: past every lease, window and wait of minutes, and what archives an hour's rows. */
const hoursAhead = 2;
/** The whole process is killed once, so far into the load; memory is weighed from a quarter of it on. */
const processKillAt = 0.12;
const warmUp = 0.25;

/** Load with kills, then quiet, then what is left is held against what was acknowledged. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { minutes, seed, say } = options;
  const tally = openTally();
  const opened = await openCloud(tally);
  try {
    const { running, cloud } = opened;
    say('the local cloud runs in a process of its own');
    const draw = drawOf(seed, 'acts');
    const cast = await assembleCast(cloud);
    const stage: Stage = { cloud, running, tally, draw, cast, acknowledged: nothingYet() };
    await Promise.all(Array.from({ length: firstCustomers }, () => signUp(stage)));
    const { load, growths, struck } = await underLoad(stage, options);
    say(`${load.begun()} acts begun in ${minutes} minutes; ${load.failures.length} failed so far`);
    await Promise.race([load.over(), pause(15_000)]);
    await running.stop();
    await opened.startAgain(hoursAhead);
    say(`started again, its clock ${hoursAhead} hours ahead`);
    const left = await untilQuiet(stage, load, say);
    say(`quiet; ${left.length} things are left to be done`);
    const findings = await findingsOf({ stage, opened, load, left, growths, hoursAhead });
    return { tally, load, growths, struck, findings };
  } finally {
    await opened.remove();
  }
}

async function underLoad(stage: Stage, { minutes, seed, rate, killEverySeconds, say }: SoakOptions) {
  const { running } = stage;
  const forMs = minutes * 60_000;
  const until = Date.now() + forMs;
  const died: string[] = [];
  const processKill = async () => {
    await pause(forMs * processKillAt);
    died.push(...(await running.call('struck')));
    await running.kill();
    await running.start();
    say('the whole process was killed, and started again');
    await pause(Math.max(0, until - forMs * (1 - warmUp) - Date.now()));
    return weighUntil(running, until, Math.max(1000, forMs / 100));
  };
  const kills: Draw = drawOf(seed, 'kills');
  const [load, samples] = await Promise.all([
    actUntil(stage, until, rate),
    processKill(),
    killUntil(running, { draw: kills, until, everySeconds: killEverySeconds }),
  ]);
  died.push(...(await running.call('struck')));
  const struck = new Map<string, number>();
  for (const name of died) struck.set(name, (struck.get(name) ?? 0) + 1);
  return { load, growths: growthsOf(samples), struck };
}

/** Until everybody has done what they began, and nothing is left to be done of itself. */
async function untilQuiet(stage: Stage, load: Load, say: SoakOptions['say']): Promise<readonly string[]> {
  let isOver = false;
  const over = load.over().then(() => {
    isOver = true;
  });
  while (!isOver) {
    const left = await settle(stage, { hoursAhead, withinMs: 5000 });
    const acting = load.underWay();
    say(
      `${acting.length} acts are under way (${acting[0] ?? 'none'}), ${left.length} things are left to be done`,
    );
    await Promise.race([over, pause(1000)]);
  }
  return settle(stage, { hoursAhead, withinMs: restMs });
}
