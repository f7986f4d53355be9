import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { invariants } from './invariants/all.ts';
import { plantedFaults } from './planted-faults.ts';
import { replaced } from './replaced.ts';

const repository = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** The simulation has time, randomness and timers of its own: it is a process of its own. */
const simulate = (...asked: readonly string[]) =>
  run(process.execPath, [resolve(import.meta.dirname, 'run.ts'), ...asked], { maxBuffer: 64 * 1024 * 1024 });

describe('the simulation of faults', () => {
  it('passes some seeds, and goes the same way for the same seed', { timeout: 300_000 }, async () => {
    const [one, other] = await Promise.all(
      ['1', '2'].map((from) => simulate('--seeds', '3', '--from', from, '--digests')),
    );
    expect(one?.stdout).toContain('3 of 3 seeds from 1 passed');
    expect(other?.stdout).toContain('3 of 3 seeds from 2 passed');
    const runs = (said = '') => said.match(/^seed .*$/gm) ?? [];
    expect(runs(one?.stdout).slice(1)).toEqual(runs(other?.stdout).slice(0, 2));
    const traces = [...runs(one?.stdout), ...runs(other?.stdout)].map(
      (line) => /trace (\w+)/.exec(line)?.[1],
    );
    expect(new Set(traces).size).toBe(4);
  });

  it.each(plantedFaults)('can still put in by hand: $what', ({ invariant, replacements }) => {
    expect(Object.keys(invariants)).toContain(invariant);
    for (const one of replacements) {
      const text = readFileSync(resolve(repository, one.file), 'utf8');
      expect(replaced(text, one)).not.toBe(text);
    }
  });

  it('has a fault put in by hand behind every invariant', () => {
    expect(new Set(plantedFaults.map(({ invariant }) => invariant))).toEqual(
      new Set(Object.keys(invariants)),
    );
  });
});
