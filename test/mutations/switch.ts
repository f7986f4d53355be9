import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, told } from './places.ts';

// Runs first in the copy with mutants, in every test's process and every instance of a function: wakes one mutant, or notes which are reached.

const path = (kind: string) => join(root, told, `${kind}-${process.pid}`);

/** What the mutants ask, by Stryker's own names. */
export interface Mutants {
  /** None: undefined. */
  activeMutant?: string;
  hitCount?: number;
  hitLimit?: number;
  /** Under which name it is noted what is reached; none: under `static`. */
  currentTestId?: string;
  mutantCoverage?: {
    static: Record<string, number>;
    perTest: Record<string, Record<string, number> | undefined>;
  };
}

/** In each thread, and beside the mutants what was reached of them since this was last emptied. */
export const inThread = globalThis as { __stryker__?: Mutants; reachedMutants?: Set<string> };

/** Notes each mutant once, as it is reached. */
function noting(): Record<string, number> {
  const seen = new Set<string>();
  const reached = new Set<string>();
  inThread.reachedMutants = reached;
  return new Proxy<Record<string, number>>(
    {},
    {
      get: () => 0,
      set: (_, id: string) => {
        reached.add(id);
        if (!seen.has(id)) appendFileSync(path('reached'), `${id}\n`);
        seen.add(id);
        return true;
      },
    },
  );
}

const awake = existsSync(path('awake')) ? readFileSync(path('awake'), 'utf8') : '';
inThread.__stryker__ = {
  // A loop that no longer ends throws after so many rounds.
  ...(awake && { activeMutant: awake, hitCount: 0, hitLimit: 5_000_000 }),
  mutantCoverage: { static: noting(), perTest: {} },
};
