import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import everyday from '../../vitest.config.ts';
import { root } from './places.ts';

/** The tests of the copy with mutants, a file at a time. */
export default defineConfig({
  root,
  test: {
    ...everyday.test,
    globalSetup: ['test/mutations/functions-once.ts'],
    setupFiles: ['test/mutations/in-test.ts'],
    runner: join(root, 'test/mutations/many-runner.ts'),
    reporters: [{}],
    // Threads start sooner than processes do.
    pool: 'threads',
    testTimeout: 120_000,
    maxWorkers: 1,
    bail: 1,
    watch: false,
  },
});
