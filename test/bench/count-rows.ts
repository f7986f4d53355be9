import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CountedOperation } from './aws-calls.ts';
import type { AwsCalls } from './counted-function.ts';

type Row = readonly string[];

const callColumns = {
  Query: 'Query',
  GetItem: 'Get',
  BatchGetItem: 'BatchGet',
  TransactWriteItems: 'Transact',
  UpdateItem: 'Update',
  PutItem: 'Put',
  KMS: 'KMS',
  SES: 'SES',
  S3: 'S3',
  DescribeTable: 'Describe',
};

function callsRow(name: string, temperature: string, calls: AwsCalls): Row {
  const unknown = Object.keys(calls).filter((operation) => !(operation in callColumns));
  if (unknown.length > 0) throw new Error(`no column for ${unknown.join(', ')}`);
  return [name, temperature, ...Object.keys(callColumns).map((operation) => String(calls[operation] ?? '.'))];
}

/** Size of a bundle: what is read at start, by itself and compressed, and all that is deployed. */
export function sizeRow([name, path]: readonly [string, string]): Row {
  const started = startFiles(path).map((file) => readFileSync(file));
  const bytes = Buffer.concat(started);
  const folder = dirname(path);
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.[cm]js$/.test(file),
  );
  const whole = modules.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  const kilobytes = (count: number) => `${Math.round(count / 1024)}`;
  return [name, kilobytes(bytes.length), kilobytes(gzipSync(bytes).length), kilobytes(whole)];
}

/** A module of a bundle and all that it imports as it starts, as esbuild writes imports of its chunks. */
function startFiles(path: string, found = new Set<string>()): readonly string[] {
  if (found.has(path)) return [];
  found.add(path);
  const text = readFileSync(path, 'utf8');
  const imports = text.matchAll(/(?:\bfrom|\bimport)"(\.[^"]+\.mjs)"/g);
  for (const [, chunk = ''] of imports) startFiles(join(dirname(path), chunk), found);
  return [...found];
}

export const callsHeading = ['AWS calls of one operation', 'process', ...Object.values(callColumns)];

/** Calls of one operation, warm and cold. */
export function callsRows({ name, cold, warm }: CountedOperation): readonly Row[] {
  return [callsRow(name, 'warm', warm), callsRow('', 'cold', cold)];
}
