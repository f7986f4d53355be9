import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { bundleFunctions } from '../../local/functions/bundle.ts';
import { startAnsweringTable } from '../bench/answering-table.ts';
import { startEnvironment } from '../bench/cold-starts.ts';

const run = promisify(execFile);
const outDir = mkdtempSync(join(tmpdir(), 'start-'));
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

/** What Node has loaded of itself after a script, as its names of modules. */
async function loadedBy(script: string, environment: Readonly<Record<string, string>> = {}) {
  const report = `console.log('loaded ' + JSON.stringify(process.moduleLoadList)); process.exit();`;
  const args = ['--input-type=module', '-e', `${script}; ${report}`];
  const { stdout } = await run(process.execPath, args, { env: environment });
  const line = stdout.split('\n').find((one) => one.startsWith('loaded ')) ?? '';
  return { stdout, loaded: JSON.parse(line.slice('loaded '.length)) as readonly string[] };
}

const undici = 'NativeModule internal/deps/undici/undici';

it('starts and answers without loading what it does not use of Node: its HTTP client for the web, and HTTP/2', async () => {
  const table = await startAnsweringTable();
  try {
    const { api = '' } = await bundleFunctions({ outDir, names: ['api'] });
    const event = {
      httpMethod: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
      requestContext: { identity: { sourceIp: '192.0.2.1' } },
    };
    const script = `const { handler } = await import(${JSON.stringify(api)});
      const { statusCode, body } = await handler(${JSON.stringify(event)}); console.log(statusCode, body)`;
    const { stdout, loaded } = await loadedBy(script, startEnvironment(table.endpoint));
    expect(stdout).toContain('200 {"data":{"__typename":"Query"}}');
    expect(loaded).toContain('NativeModule https');
    expect(loaded).not.toContain(undici);
    expect(loaded).not.toContain('NativeModule http2');
  } finally {
    await table.stop();
  }
}, 120_000);

it('would see it', async () => {
  const { loaded } = await loadedBy('globalThis.Request');
  expect(loaded).toContain(undici);
});
