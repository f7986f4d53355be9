import { defineConfig } from 'vitest/config';
import { exhaustive } from './test/exhaustive.ts';
import everyday from './vitest.config.ts';

/** `npm run prove`: what `npm test` leaves out for its time. */
export default defineConfig({
  test: { ...everyday.test, include: [...exhaustive], exclude: [], testTimeout: 120_000 },
});
