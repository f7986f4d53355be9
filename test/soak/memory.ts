import { setTimeout as pause } from 'node:timers/promises';
import { textTable } from '../bench/text-table.ts';
import type { Weight } from './cloud-process.ts';
import type { RunningCloud } from './running-cloud.ts';

export interface Sample extends Weight {
  readonly at: number;
}

/** Weighs the process of the cloud again and again, until an instant. */
export async function weighUntil(running: RunningCloud, until: number, everyMs: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (;;) {
    await pause(everyMs);
    if (Date.now() >= until) return samples;
    const weight = await running.call('weigh').catch(() => undefined);
    if (weight) samples.push({ ...weight, at: Date.now() });
  }
}

/** Growth of one quantity over a run. */
export interface Growth {
  readonly what: string;
  readonly samples: number;
  /** From the first to the last. */
  readonly minutes: number;
  readonly firstMb: number;
  readonly lastMb: number;
  /** Slope of the line that fits best. */
  readonly mbPerMinute: number;
}

const mb = (bytes: number) => bytes / 2 ** 20;

/** Of the process, of what is beside the functions in it, and of the heaviest instance of each function. */
export function growthsOf(samples: readonly Sample[]): readonly Growth[] {
  const names = [...new Set(samples.flatMap(({ instances }) => instances.map((one) => one.functionName)))];
  const heaviest = (name: string) =>
    samples.flatMap(({ at, instances }) => {
      const own = instances.filter((one) => one.functionName === name).map(({ heapUsed }) => heapUsed);
      return own.length > 0 ? [[at, Math.max(...own)] as const] : [];
    });
  return [
    growthOf(
      'process (RSS)',
      samples.map(({ at, rss }) => [at, rss]),
    ),
    growthOf(
      'of it without mapped files',
      samples.flatMap(({ at, ownRss }) => (ownRss === undefined ? [] : [[at, ownRss] as const])),
    ),
    growthOf(
      'that, by threads',
      samples.flatMap(({ at, ownRss, threads }) =>
        ownRss === undefined || threads === undefined ? [] : [[at, ownRss / threads] as const],
      ),
    ),
    growthOf(
      'heap beside the functions',
      samples.map(({ at, heapUsed }) => [at, heapUsed]),
    ),
    growthOf(
      'heaps of all instances',
      samples.map(({ at, instances }) => [at, instances.reduce((sum, one) => sum + one.heapUsed, 0)]),
    ),
    ...names.toSorted().map((name) => growthOf(`heap of ${name}`, heaviest(name))),
  ];
}

function growthOf(what: string, points: readonly (readonly [at: number, bytes: number])[]): Growth {
  const minutes = points.map(([at]) => (at - (points[0]?.[0] ?? 0)) / 60_000);
  const sizes = points.map(([, bytes]) => mb(bytes));
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length);
  const [meanMinute, meanSize] = [mean(minutes), mean(sizes)];
  const spread = minutes.reduce((sum, minute) => sum + (minute - meanMinute) ** 2, 0);
  const together = minutes.reduce(
    (sum, minute, n) => sum + (minute - meanMinute) * ((sizes[n] ?? 0) - meanSize),
    0,
  );
  const tenth = Math.max(1, Math.floor(sizes.length / 10));
  return {
    what,
    samples: sizes.length,
    minutes: minutes.at(-1) ?? 0,
    firstMb: mean(sizes.slice(0, tenth)),
    lastMb: mean(sizes.slice(-tenth)),
    mbPerMinute: spread === 0 ? 0 : together / spread,
  };
}

/** What the heap of a function may grow by, and for how many minutes it has to be watched to say so. */
const mostMbPerMinute = 0.25;
export const minutesToJudge = 10;

/** How long the heaps of functions were watched. */
export const minutesWatched = (growths: readonly Growth[]): number =>
  Math.max(0, ...growths.filter(({ what }) => what.startsWith('heap of ')).map(({ minutes }) => minutes));

/** Functions that do not give back what they took. */
export const notFlat = (growths: readonly Growth[]): readonly string[] =>
  growths
    .filter(({ what, minutes }) => what.startsWith('heap of ') && minutes >= minutesToJudge)
    .filter(({ mbPerMinute }) => mbPerMinute > mostMbPerMinute)
    .map(({ what, mbPerMinute }) => `${what} grows by ${mbPerMinute.toFixed(2)} MB a minute`);

export const growthTable = (growths: readonly Growth[]): string =>
  textTable(
    ['memory', 'samples', 'first MB', 'last MB', 'MB a minute'],
    growths.map(({ what, samples, firstMb, lastMb, mbPerMinute }) => [
      what,
      String(samples),
      firstMb.toFixed(1),
      lastMb.toFixed(1),
      mbPerMinute.toFixed(2),
    ]),
    1,
  );
