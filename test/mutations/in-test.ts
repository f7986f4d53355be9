import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { inject } from 'vitest';
import { root, told } from './places.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Id of the mutant that is awake; empty while it is noted which are reached. */
    readonly mutant: string;
    /** Ids of mutants that are to be tried one after the other in one process. */
    readonly wanted: readonly string[];
    /** Which run of a test file this is. */
    readonly turn: string;
  }
}

// Before each test file of the copy: tells this process, and the threads that it starts, which mutant is awake.

const path = (kind: string) => join(root, told, `${kind}-${process.pid}`);

for (const kind of ['awake', 'reached']) rmSync(path(kind), { force: true });
if (inject('mutant')) writeFileSync(path('awake'), inject('mutant'));
else writeFileSync(join(root, told, `turn-${inject('turn')}`), `${process.pid}`);
await import('./switch.ts');
// That a property fails is enough: how small an example there is takes longer to find.
fc.configureGlobal({ endOnFailure: true });
