import { vi } from 'vitest';
import type { TestCloud } from './cloud.ts';

/** Gives this process the environment of a cloud's functions, to act on its data as they do; `vi.unstubAllEnvs()` undoes it. */
export function takeEnvironment({ environment }: Pick<TestCloud, 'environment'>): void {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
}
