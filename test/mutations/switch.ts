import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, told } from './places.ts';

// Runs first in the copy with mutants, in every test's process and every instance of a function: wakes one mutant, or notes which are reached.

const path = (kind: string) => join(root, told, `${kind}-${process.pid}`);

/** What the mutants ask, by Stryker's own names. */
interface Mutants {
  activeMutant?: string;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, never> };
}

/** Notes each mutant once, as it is reached. */
function noting(): Record<string, number> {
  const seen = new Set<string>();
  return new Proxy<Record<string, number>>(
    {},
    {
      get: () => 0,
      set: (_, id: string) => {
        if (!seen.has(id)) appendFileSync(path('reached'), `${id}\n`);
        seen.add(id);
        return true;
      },
    },
  );
}

const mutants: Mutants = existsSync(path('awake'))
  ? // A loop that no longer ends throws after so many rounds.
    { activeMutant: readFileSync(path('awake'), 'utf8'), hitCount: 0, hitLimit: 5_000_000 }
  : { mutantCoverage: { static: noting(), perTest: {} } };
(globalThis as { __stryker__?: Mutants }).__stryker__ = mutants;
