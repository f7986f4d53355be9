import { setTimeout as pause } from 'node:timers/promises';
import type { FunctionName } from '../../lambda/declared/functions.ts';
import type { Draw } from '../simulation/seeded.ts';
import type { RunningCloud } from './running-cloud.ts';

/** How often each is killed, of all kills. */
const weights: Readonly<Partial<Record<FunctionName, number>>> = {
  api: 6,
  links: 2,
  dispatch: 4,
  mailEvents: 3,
  inboundMail: 2,
  jobs: 2,
  packages: 1,
  keeping: 1,
  clock: 1,
  archive: 1,
};
const lots = Object.entries(weights).flatMap(([name, weight]) =>
  Array.from({ length: weight }, () => name as FunctionName),
);

/** Kills instances in the middle of an act, one every so many seconds on the average, until an instant. */
export async function killUntil(
  running: RunningCloud,
  {
    draw,
    until,
    everySeconds,
  }: { readonly draw: Draw; readonly until: number; readonly everySeconds: number },
): Promise<void> {
  for (;;) {
    await pause(-Math.log(1 - draw()) * everySeconds * 1000);
    if (Date.now() >= until) return;
    // Beyond its usual time it has ended, and the next one of that function is struck.
    await running.call('strike', draw.one(lots), draw() * 0.95).catch(() => {});
  }
}
