import { join } from 'node:path';

/** Repository, or in the copy with mutants: the copy. */
export const root = join(import.meta.dirname, '..', '..');
/** All that a run leaves: out of version control. */
export const kept = join(root, '.local', 'mutations');
/** The product with all mutants in it, each asleep. */
export const copy = join(kept, 'copy');
/** In the copy, what a process tells the threads it starts; file names end with its id. */
export const told = join('.local', 'told');
