/** `npm run bench`: what the product costs beside the same without it, measured in one run. Prints ratios and counts, as text. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundleEntries, bundleFunctions } from '../../local/functions/bundle.ts';
import { countAwsCalls } from './aws-calls.ts';
import { coldStart } from './cold-starts.ts';
import type { AwsCalls } from './counted-function.ts';
import { openingActs } from './opening-acts.ts';
import { benchPorts, pageActs } from './page-of-customers.ts';
import { type Measured, sideBySide } from './side-by-side.ts';
import { startEngine } from './start-engine.ts';
import { storeCustomers } from './stored-customers.ts';
import { textTable } from './text-table.ts';

type Row = readonly string[];
const ratioHeading = ['what', 'against', 'ratio', 'aim', 'ms'];

function ratioRow<Name extends string>(
  measured: Measured<Name>,
  [name, to]: readonly [Name, Name],
  [what, against, aim = '']: readonly [string, string, string?],
): Row {
  const ratio = `${measured.ratio(name, to).toFixed(2)}x`;
  return [what, against, ratio, aim, measured.milliseconds(name).toFixed(2)];
}

async function pageRows(): Promise<readonly Row[]> {
  const engine = await startEngine();
  try {
    await storeCustomers(benchPorts(engine.environment), { perShard: 60, shards: 1 });
    const memory = await sideBySide(pageActs(engine.environment, 'memory'), {
      rounds: 31,
      calls: 6,
      warmUp: 60,
      clock: 'cpu',
    });
    const over = await sideBySide(pageActs(engine.environment, 'engine'), {
      rounds: 15,
      calls: 2,
      warmUp: 8,
      clock: 'wall',
    });
    const rows = (measured: typeof memory, where: string, aim: string) => [
      ratioRow(
        measured,
        ['product', 'unauthorized'],
        [`page of 50 x 8 masked, ${where}`, 'no authorization', aim],
      ),
      ratioRow(measured, ['unauthorized', 'unaudited'], ['  its audit rows', 'none written']),
      ratioRow(measured, ['product', 'unaudited'], ['  both', 'neither']),
    ];
    return [...rows(memory, 'table in memory', '1.10x'), ...rows(over, 'table in a process', '')];
  } finally {
    await engine.stop();
  }
}

async function openingRows(): Promise<readonly Row[]> {
  const measured = await sideBySide(openingActs(), { rounds: 31, calls: 6, warmUp: 60, clock: 'cpu' });
  const bytes = 'AES-GCM a field, key bytes';
  const keys = 'AES-GCM a field, KeyObjects';
  return [
    ratioRow(measured, ['warm', 'bareBytes'], ['opening the 400 values, warm', bytes, '0.30x']),
    ratioRow(measured, ['cold', 'bareBytes'], ['opening the 400 values, cold', bytes, '0.50x']),
    ratioRow(measured, ['parsed', 'bareBytes'], ['  warm, and parsed again', bytes]),
    ratioRow(measured, ['warm', 'bareKeys'], ['opening the 400 values, warm', keys]),
    ratioRow(measured, ['cold', 'bareKeys'], ['opening the 400 values, cold', keys]),
    ratioRow(measured, ['parsed', 'bareKeys'], ['  warm, and parsed again', keys]),
  ];
}

async function coldStartRow(product: string, bare: string): Promise<Row> {
  const acts = { product: () => coldStart(product), bare: () => coldStart(bare) };
  const measured = await sideBySide(acts, { rounds: 5, calls: 1, warmUp: 1, clock: 'taken' });
  return ratioRow(
    measured,
    ['product', 'bare'],
    ['import of the API and first answer', 'bare Yoga', '1.00x later'],
  );
}

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
  return [
    name,
    temperature,
    ...Object.keys(callColumns).map((operation) => String(calls[operation] ?? '.')),
  ];
}

function sizeRow([name, path]: readonly [string, string]): Row {
  const bytes = readFileSync(path);
  const kilobytes = (count: number) => `${Math.round(count / 1024)}`;
  return [name, kilobytes(bytes.length), kilobytes(gzipSync(bytes).length)];
}

const progress = (what: string) => process.stderr.write(`${what} …\n`);
const outDir = mkdtempSync(join(import.meta.dirname, '..', '..', 'node_modules', '.bench-'));
try {
  progress('bundles');
  const bundlePaths = await bundleFunctions({ outDir });
  const bareEntry = { bareYoga: fileURLToPath(new URL('./bare-yoga.ts', import.meta.url)) };
  const { bareYoga = '' } = await bundleEntries(bareEntry, outDir);
  progress('cold start');
  const started = await coldStartRow(bundlePaths.api ?? '', bareYoga);
  progress('opening');
  const opened = await openingRows();
  progress('page');
  const pages = await pageRows();
  progress('AWS calls');
  const counted = await countAwsCalls({ bundlePaths, stored: { perShard: 64, shards: 16 } });
  const calls = counted.flatMap(({ name, cold, warm }) => [
    callsRow(name, 'warm', warm),
    callsRow('', 'cold', cold),
  ]);
  const sizes = [...Object.entries(bundlePaths), ['bare Yoga', bareYoga] as const].map(sizeRow);
  process.stdout.write(
    `\n${[
      textTable(ratioHeading, [...pages, ...opened, started]),
      textTable(['AWS calls of one operation', 'process', ...Object.values(callColumns)], calls),
      textTable(['bundle', 'KiB', 'gzip KiB'], sizes),
    ].join('\n\n')}\n`,
  );
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
process.exit();
