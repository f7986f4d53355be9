import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleEntries, bundleFunctions } from '../../local/functions/bundle.ts';
import {
  type FunctionOptions,
  type RunningFunction,
  startFunction,
} from '../../local/functions/function-host.ts';

// Two slow cores, with others at work on them.
vi.setConfig({ testTimeout: 60_000 });
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 30_000 });

const source = `
import { createRequire } from 'node:module';
import legacy from './legacy.cjs';

let calls = 0;
let busy = 0;
export async function handler(event: { act: string; ms?: number }, context: any) {
  calls += 1;
  busy += 1;
  try {
    if (event.act === 'throw') throw new RangeError('too far');
    if (event.act === 'exit') process.exit(3);
    if (event.act === 'exit later') setImmediate(() => process.exit(3));
    if (event.act === 'spin') for (;;) {}
    if (event.act === 'sleep') await new Promise((r) => setTimeout(r, event.ms));
    if (event.act === 'log') { console.log('first line'); console.error('second line'); }
    return {
      calls, busy, env: process.env, path: legacy.join('a', 'b'), undef: undefined,
      context: { ...context, left: context.getRemainingTimeInMillis() },
    };
  } finally { busy -= 1; }
}
`;

const dir = mkdtempSync(join(tmpdir(), 'function-host-'));
let bundlePath = '';
let brokenPath = '';
const running: RunningFunction[] = [];
const start = (options: Partial<FunctionOptions> = {}) => {
  const fn = startFunction('fixture', { bundlePath, env: { GIVEN: 'yes' }, timeoutSeconds: 20, ...options });
  running.push(fn);
  return fn;
};

beforeAll(async () => {
  writeFileSync(join(dir, 'fixture.ts'), source);
  writeFileSync(join(dir, 'legacy.cjs'), "module.exports = { join: require('path').join };");
  writeFileSync(join(dir, 'broken.ts'), "throw new Error('cannot start');\nexport const handler = 1;");
  const bundles = await bundleEntries(
    { fixture: join(dir, 'fixture.ts'), broken: join(dir, 'broken.ts') },
    join(dir, 'out'),
  );
  bundlePath = bundles.fixture as string;
  brokenPath = bundles.broken as string;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((fn) => fn.stop()));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

type Answer = {
  calls: number;
  busy: number;
  env: Record<string, string>;
  path: string;
  context: Record<string, unknown>;
};
const invoke = async (fn: RunningFunction, event: object) => {
  const outcome = await fn.invoke(event);
  if (outcome.error) throw new Error(outcome.error.errorMessage);
  return outcome.result as Answer;
};

describe('a function in its worker', () => {
  it('sees the given environment only, and the context Lambda gives', async () => {
    process.env.HOST_SECRET_CANARY = 'must-not-be-seen';
    const answer = await invoke(start(), { act: 'answer' });
    delete process.env.HOST_SECRET_CANARY;
    expect(new Set(Object.keys(answer.env))).toEqual(
      new Set([
        'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
        'AWS_LAMBDA_FUNCTION_NAME',
        'AWS_LAMBDA_FUNCTION_VERSION',
        'GIVEN',
      ]),
    );
    expect(answer.context).toMatchObject({ functionName: 'fixture', awsRequestId: expect.any(String) });
    expect(answer.context.invokedFunctionArn).toMatch(/:function:fixture$/);
    expect(answer.context.left).toBeGreaterThan(0);
    expect(answer.context.left).toBeLessThanOrEqual(20_000);
    expect(answer).not.toHaveProperty('undef');
    expect(answer.path).toBe(join('a', 'b'));
  });

  it('keeps its memory between events, one event at a time', async () => {
    const fn = start({ concurrency: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => invoke(fn, { act: 'sleep', ms: 10 })));
    expect(answers.map(({ calls }) => calls)).toEqual([1, 2, 3]);
    expect(answers.map(({ busy }) => busy)).toEqual([1, 1, 1]);
  });

  it('grows on demand, up to its concurrency', async () => {
    const fn = start({ concurrency: 2 });
    const answers = await Promise.all([1, 2, 3, 4].map(() => invoke(fn, { act: 'sleep', ms: 300 })));
    expect(answers.filter(({ calls }) => calls === 1)).toHaveLength(2);
  });

  it('returns what the handler throws, and lives on', async () => {
    const fn = start();
    const failed = await fn.invoke({ act: 'throw' });
    expect(failed.error).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
    expect(failed.error?.trace?.join('\n')).toContain('fixture.ts');
    expect((await invoke(fn, { act: 'answer' })).calls).toBe(2);
  });

  it('stops an instance that runs too long, even one that never yields', async () => {
    const fn = start({ timeoutSeconds: 0.3, concurrency: 1 });
    for (const act of ['spin', 'sleep']) {
      const outcome = await fn.invoke({ act, ms: 60_000 });
      expect(outcome.error?.errorType).toBe('Sandbox.Timedout');
      expect(outcome.error?.errorMessage).toMatch(/Task timed out after 0\.30 seconds/);
    }
    expect((await invoke(fn, { act: 'answer' })).calls).toBe(1);
  });

  it('survives an exit of its process', async () => {
    const fn = start({ concurrency: 1 });
    expect((await fn.invoke({ act: 'exit' })).error?.errorType).toBe('Runtime.ExitError');
    expect((await invoke(fn, { act: 'answer' })).calls).toBe(1);
  });

  it('does not give an event to an instance that ended after its last answer', async () => {
    const fn = start({ concurrency: 1 });
    expect((await invoke(fn, { act: 'exit later' })).calls).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await invoke(fn, { act: 'answer' })).calls).toBe(1);
  });

  it('answers with the error of a bundle that does not start', async () => {
    const outcome = await start({ bundlePath: brokenPath }).invoke({});
    expect(outcome.error?.errorMessage).toBe('cannot start');
  });

  it('passes on each line the function writes', async () => {
    const lines: string[] = [];
    const fn = start({ onLog: (name, line) => lines.push(`${name}: ${line}`) });
    await invoke(fn, { act: 'log' });
    await eventually(() => new Set(lines)).toEqual(new Set(['fixture: first line', 'fixture: second line']));
  });

  it('answers everyone who waits when it is stopped', async () => {
    const fn = start({ concurrency: 1 });
    const outcomes = [1, 2, 3].map(() => fn.invoke({ act: 'sleep', ms: 60_000 }));
    await fn.stop();
    for (const outcome of await Promise.all(outcomes)) expect(outcome.error).toBeDefined();
    expect((await fn.invoke({})).error?.errorType).toBe('Stopped');
  });
});

describe('bundling', () => {
  it('takes declared entry points that exist, and leaves out the others', async () => {
    const root = join(dir, 'root');
    mkdirSync(join(root, 'lambda'), { recursive: true });
    writeFileSync(join(root, 'lambda/links.ts'), 'export const handler = () => 1;');
    const bundles = await bundleFunctions({ outDir: join(dir, 'declared'), root, names: ['links', 'api'] });
    expect(Object.keys(bundles)).toEqual(['links']);
    const outcome = await start({ bundlePath: bundles.links as string }).invoke({});
    expect(outcome).toEqual({ result: 1 });
  });
});
