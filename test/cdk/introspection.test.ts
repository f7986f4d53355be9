import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildClientSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { afterAll, expect, it } from 'vitest';
import { without } from '../../cdk/lean-bundle.ts';
import { environment } from '../../lambda/declared/environment.ts';
import { bundleFunctions } from '../../local/functions/bundle.ts';
import { startAnsweringTable } from '../bench/answering-table.ts';
import { startEnvironment } from '../bench/cold-starts.ts';

const outDir = mkdtempSync(join(tmpdir(), 'introspection-'));
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

it('gives every description, though the bundle is read without them', async () => {
  const table = await startAnsweringTable();
  try {
    const { api = '' } = await bundleFunctions({ outDir, names: ['api'] });
    const bundle = readFileSync(api, 'utf8');
    expect(bundle).not.toContain('A clock that somebody keeps');
    const event = {
      httpMethod: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: getIntrospectionQuery({ specifiedByUrl: true }) }),
      requestContext: { identity: { sourceIp: '192.0.2.1' } },
    };
    const answer = join(outDir, 'answer.json');
    const script = `const { handler } = await import(${JSON.stringify(api)});
      const { body } = await handler(${JSON.stringify(event)});
      (await import('node:fs')).writeFileSync(${JSON.stringify(answer)}, body); process.exit();`;
    const env = { ...startEnvironment(table.endpoint), [environment.introspection]: 'everyone' };
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
    const { data } = JSON.parse(readFileSync(answer, 'utf8'));
    const committed = readFileSync(resolve(import.meta.dirname, '../../schema/schema.graphql'), 'utf8');
    expect(`${printSchema(lexicographicSortSchema(buildClientSchema(data)))}\n`).toBe(committed);
  } finally {
    await table.stop();
  }
}, 120_000);

it.each([
  [`f({ description: 'a', b })`, 'f({  b })'],
  [`f({ a, description: "it's" })`, 'f({ a, })'],
  ['f({ description:\n    `plain`,\n  a })', 'f({ \n\n  a })'],
  [`f({ description: \`with \${one}\` })`, `f({ description: \`with \${one}\` })`],
  ['f({ description: key })', 'f({ description: key })'],
  [`f({ description: 'a' + b })`, `f({ description: 'a' + b })`],
])('%s is built as %s', (source, built) => {
  expect(without('description', source)).toBe(built);
});
