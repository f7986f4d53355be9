import { givenOptions, refuse, wholeNumber } from '../harness/command-options.ts';
import { makeBase } from './base.ts';
import { buildProduct } from './build.ts';
import { tellTheSdk } from './environment.ts';
import { plantedFaults } from './planted-faults.ts';
import { type Result, runSeed } from './run-seed.ts';
import { tryPlanted } from './try-planted.ts';
import { makeVirtual } from './virtual-time.ts';

// Simulates the whole product under faults: `--seed N` once, with its trace; `--seeds N [--from N]
// [--digests]` many; `--planted [--only NAME,NAME]` with faults that
// were put in by hand, until each is found.

const { values } = givenOptions({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    digests: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
// Of the real time, which nobody sees any more once the simulation has begun.
const realNow = performance.now.bind(performance);
const say = (line: string) => process.stdout.write(`${line}\n`);
const from = wholeNumber('--from', values.from);
const seed = values.seed === undefined ? undefined : wholeNumber('--seed', values.seed);
const until = from + wholeNumber('--seeds', values.seeds);
const unknown =
  values.only?.split(',').filter((name) => !plantedFaults.some((one) => one.name === name)) ?? [];
if (unknown.length > 0)
  refuse(`--only ${unknown}: there are ${plantedFaults.map(({ name }) => name).join(', ')}.`);

tellTheSdk();
if (values.planted) {
  const isFound = await tryPlanted({ from, most: 1000, only: values.only, say });
  process.exit(isFound ? 0 : 1);
}

const product = await buildProduct();
makeVirtual();
const base = await makeBase(product);
if (seed !== undefined) {
  const result = await runSeed(product, base, seed);
  for (const line of result.lines) say(line);
  tell(result);
  process.exit(result.broken.length > 0 ? 1 : 0);
}

const began = realNow();
let failed = 0;
let steps = 0;
for (let next = from; next < until; next++) {
  const result = await runSeed(product, base, next);
  steps += result.steps;
  if (result.broken.length > 0) failed += 1;
  if (values.digests || result.broken.length > 0) tell(result);
}
const minutes = (realNow() - began) / 60_000;
const speed = `${steps} steps, ${Math.round((until - from) / minutes)} seeds a minute`;
say(`${until - from - failed} of ${until - from} seeds from ${from} passed: ${speed}.`);
process.exit(failed > 0 ? 1 : 0);

function tell({ seed, digest, steps: own, broken }: Result): void {
  say(
    `seed ${seed}: ${own} steps, trace ${digest.slice(0, 16)}, ${broken.length === 0 ? 'passed' : 'FAILED'}`,
  );
  for (const { invariant, what } of broken) say(`  ${invariant}: ${what}`);
}
