import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import * as generated from '../../local/demo/generated/graphql.ts';
import manifest from '../../schema/generated/persisted-documents.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..');
const documentsFolder = join(root, 'local', 'demo', 'documents');
const documents: Readonly<Record<string, string>> = manifest;

/** What the client sends, by the name of the operation. */
const sent = Object.values(generated).flatMap((made) => ('__meta__' in made ? [made.__meta__] : []));

test('the types and the manifest are what the schema and the documents make of them', async () => {
  const cli = createRequire(import.meta.url).resolve('@graphql-codegen/cli/package.json');
  const { bin } = JSON.parse(await readFile(cli, 'utf8'));
  const run = join(cli, '..', bin['graphql-codegen']);
  // Writes nothing; ends with 1 and says which files are stale.
  const args = [run, '--config', 'codegen.ts', '--check'];
  const outcome = await promisify(execFile)(process.execPath, args, { cwd: root }).catch(
    (error: { stdout: string; stderr: string }) => ({ failed: error.stdout + error.stderr }),
  );
  expect(outcome).not.toHaveProperty('failed');
});

test('each document of the manifest stands under its own hash, in order', () => {
  const hashes = Object.keys(documents);
  expect(hashes.length).toBeGreaterThan(0);
  for (const [hash, document] of Object.entries(documents)) {
    expect(hash).toBe(`sha256:${createHash('sha256').update(document).digest('hex')}`);
  }
  expect(hashes).toEqual([...hashes].sort((one, other) => (one < other ? -1 : 1)));
});

test('the client names each document of the manifest, and no other', () => {
  const byName = (one: readonly [string, string], other: readonly [string, string]) =>
    one[0] < other[0] ? -1 : 1;
  const held = Object.entries(documents).map(([hash, document]) => {
    const operation = parse(document).definitions.find(({ kind }) => kind === 'OperationDefinition');
    return [operation && 'name' in operation ? (operation.name?.value ?? '') : '', hash] as const;
  });
  const named = sent.map(({ operationName, hash }) => [operationName, hash] as const);
  expect([...named].sort(byName)).toEqual([...held].sort(byName));
});

test('each document is valid against the committed schema, alone as the API gets it and together as written', async () => {
  const schema = buildSchema(await readFile(join(root, 'schema', 'schema.graphql'), 'utf8'));
  for (const document of Object.values(documents)) expect(validate(schema, parse(document))).toEqual([]);
  const files = (await readdir(documentsFolder)).filter((name) => name.endsWith('.graphql'));
  const texts = await Promise.all(files.map((name) => readFile(join(documentsFolder, name), 'utf8')));
  expect(validate(schema, parse(texts.join('\n')))).toEqual([]);
});
