import { expect, test } from 'vitest';
import { runEach } from '../../lambda/runtime/run-each.ts';
import { createLogBook } from '../store/audit-world.ts';

test('a work that fails does not hold up the others, and is told in the end', async () => {
  const log = createLogBook();
  const done: string[] = [];
  const works = {
    first: async () => void done.push('first'),
    second: async () => {
      throw new Error('broken');
    },
    third: async () => void done.push('third'),
  };
  await expect(runEach(log, works)).rejects.toThrow('1 of 3');
  expect(done).toEqual(['first', 'third']);
  expect(log.lines).toEqual([{ event: 'work_failed', facts: { operation: 'second' } }]);
  const { second: _, ...sound } = works;
  await runEach(log, sound);
});
