import { makeBase } from './base.ts';
import { buildProduct } from './build.ts';
import { plantedFaults } from './planted-faults.ts';
import { runSeed } from './run-seed.ts';
import { makeVirtual } from './virtual-time.ts';

/** Builds the product with each planted fault and runs seeds until the invariant behind which it lies is broken. @returns whether all were found */
export async function tryPlanted(asked: {
  readonly from: number;
  readonly most: number;
  readonly only: string | undefined;
  readonly say: (line: string) => void;
}): Promise<boolean> {
  const { from, most, only, say } = asked;
  const chosen = plantedFaults.filter(({ name }) => only === undefined || only.split(',').includes(name));
  // Built first: a build needs time that goes on by itself.
  const products = [];
  for (const { replacements } of chosen) products.push(await buildProduct(replacements));
  makeVirtual();
  say('| name | invariant | fault put in by hand | first seed that found it |\n|---|---|---|---|');
  let all = true;
  for (const [at, { name, invariant, what }] of chosen.entries()) {
    const product = products[at] as (typeof products)[number];
    const base = await makeBase(product);
    let seed = from;
    while (seed < from + most) {
      const { broken } = await runSeed(product, base, seed);
      if (broken.some((one) => one.invariant === invariant)) break;
      seed += 1;
    }
    const isFound = seed < from + most;
    all &&= isFound;
    say(`| ${name} | ${invariant} | ${what} | ${isFound ? seed : `none of ${most}`} |`);
  }
  return all;
}
