import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { plantedFaults } from './planted-faults.ts';

const run = promisify(execFile);
const simulate = (...asked: readonly string[]) =>
  run(process.execPath, [resolve(import.meta.dirname, 'run.ts'), ...asked]);
const patience = { timeout: 3_600_000 };

it('passes two hundred seeds', patience, async () => {
  const { stdout } = await simulate('--seeds', '200', '--from', '100');
  expect(stdout).toContain('200 of 200 seeds from 100 passed');
});

it('finds every fault that is put in by hand', patience, async () => {
  const { stdout } = await simulate('--planted');
  expect(stdout.match(/\| \d+ \|$/gm)).toHaveLength(plantedFaults.length);
});
