import { fileURLToPath } from 'node:url';

/** Where a function lies that does nothing: in place of one that a test or a measurement does itself. */
export const idle = fileURLToPath(new URL('./idle-function.ts', import.meta.url));
