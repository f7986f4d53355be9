import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

/** What a command says that is asked wrongly, and how it ends. */
async function refused(...given: string[]): Promise<{ code: number; stderr: string }> {
  return run(process.execPath, given).then(
    () => ({ code: 0, stderr: '' }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  );
}

describe('a command that proves something and is asked wrongly', { timeout: 120_000 }, () => {
  it.each([
    ['--seed abc: a whole number', 'test/simulation/run.ts', '--seed', 'abc'],
    ['--seeds 0: a whole number', 'test/simulation/run.ts', '--seeds', '0'],
    ['--only nonsense: there are ', 'test/simulation/run.ts', '--planted', '--only', 'once,nonsense'],
    ["Unknown option '--sede'. There are --seed", 'test/simulation/run.ts', '--sede', '1'],
    ['--minutes 0x: a number above 0', 'test/soak/run.ts', '--minutes', '0x'],
    ['--sample abc: a whole number', 'test/mutations/run.ts', '--sample', 'abc'],
    ['customers abc: a whole number', 'test/bench/growth.ts', 'abc'],
  ])('ends with 2 and says %s', async (words, ...given) => {
    const { code, stderr } = await refused(...given);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('node:internal');
  });
});
