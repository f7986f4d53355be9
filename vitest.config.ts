import { configDefaults, defineConfig } from 'vitest/config';
import { exhaustive } from './test/exhaustive.ts';
import { TotalReporter } from './test/harness/total-reporter.ts';
import { ClauseReporter } from './test/policy/clause-reporter.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: [...configDefaults.exclude, ...exhaustive],
    // One copy of graphql: Node's loader and the test runner's would each have their own otherwise.
    server: { deps: { inline: [/graphql/, /@pothos/, /@envelop/, /@whatwg-node/] } },
    globalSetup: ['test/harness/build-functions.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    reporters: ['default', new ClauseReporter(), new TotalReporter()],
  },
});
