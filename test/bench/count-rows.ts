import { readFileSync } from 'node:fs';
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
};

function callsRow(name: string, temperature: string, calls: AwsCalls): Row {
  const unknown = Object.keys(calls).filter((operation) => !(operation in callColumns));
  if (unknown.length > 0) throw new Error(`no column for ${unknown.join(', ')}`);
  return [name, temperature, ...Object.keys(callColumns).map((operation) => String(calls[operation] ?? '.'))];
}

/** Size of a bundle. */
export function sizeRow([name, path]: readonly [string, string]): Row {
  const bytes = readFileSync(path);
  const kilobytes = (count: number) => `${Math.round(count / 1024)}`;
  return [name, kilobytes(bytes.length), kilobytes(gzipSync(bytes).length)];
}

export const callsHeading = ['AWS calls of one operation', 'process', ...Object.values(callColumns)];

/** Calls of one operation, warm and cold. */
export function callsRows({ name, cold, warm }: CountedOperation): readonly Row[] {
  return [callsRow(name, 'warm', warm), callsRow('', 'cold', cold)];
}
