/**
 * `npm run bench:campaign [recipients]`: a campaign on the local engine, killed three times and taken up again. Every recipient must have
 * exactly one row; prints rows per write call, calls, time, and the heap as it goes. Takes minutes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { benchTables } from './bench-tables.ts';
import { fillCampaign, fillCustomers } from './campaign-fill.ts';
import type { PageCost } from './campaign-worker.ts';
import { benchPorts } from './page-of-customers.ts';
import { startEngine } from './start-engine.ts';
import { textTable } from './text-table.ts';

const recipients = Number(process.argv[2] ?? 100_000);
const kills = 3;
const progress = (what: string) => process.stderr.write(`${what} …\n`);

/** One run of the job in a process of its own, killed after so many mails, or to its end. */
async function run(environment: Readonly<Record<string, string>>, campaignId: string, mails: number) {
  const script = fileURLToPath(new URL('./campaign-worker.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', script, campaignId], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pages: PageCost[] = [];
  let made = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{"mails"')) continue;
    const page: PageCost = JSON.parse(line);
    pages.push(page);
    made += page.mails;
    // Somewhere in the next page, wherever that is.
    if (made >= mails) setTimeout(() => child.kill('SIGKILL'), Math.random() * 40);
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return pages;
}

/** How many rows each customer has. */
async function rowsOf(dynamo: DynamoDBClient) {
  const rows = new Map<string, number>();
  const scan = {
    TableName: benchTables.records,
    FilterExpression: '#kind = :mail',
    ExpressionAttributeNames: { '#kind': 'kind' },
    ExpressionAttributeValues: { ':mail': { S: 'MAIL' } },
    ProjectionExpression: 'customerId',
  };
  for await (const { Items = [] } of paginateScan({ client: dynamo }, scan))
    for (const { customerId } of Items)
      rows.set(customerId?.S ?? '', (rows.get(customerId?.S ?? '') ?? 0) + 1);
  return rows;
}

const engine = await startEngine();
try {
  const ports = benchPorts(engine.environment);
  const dynamo = new DynamoDBClient({});
  progress(`${recipients} customers`);
  await fillCustomers(dynamo, ports, recipients, (done) => progress(`  ${done}`));
  const campaignId = await fillCampaign(ports);
  progress(`the campaign, killed ${kills} times`);
  const began = performance.now();
  const pages: PageCost[] = [];
  for (let n = 0; n < kills; n++)
    pages.push(...(await run(engine.environment, campaignId, recipients / (kills + 1))));
  pages.push(...(await run(engine.environment, campaignId, Number.POSITIVE_INFINITY)));
  const seconds = (performance.now() - began) / 1000;
  progress('counting');
  const rows = await rowsOf(dynamo);
  const twice = [...rows.values()].filter((count) => count !== 1).length;
  const full = pages.map(({ mails }) => mails).filter((mails) => mails > 0);
  // The last page of each of the 16 segments has what is left.
  const inner = full.sort((one, other) => one - other).slice(16);
  const heapAt = (mails: number) => {
    let made = 0;
    for (const page of pages) {
      made += page.mails;
      if (made >= mails) return page.heap;
    }
    return 0;
  };
  const calls = pages.reduce((sum, page) => sum + page.calls, 0);
  const end = pages.filter(({ mails }) => mails > 0).at(-1);
  const table = [
    ['recipients', String(recipients)],
    ['rows', String(rows.size)],
    ['recipients with other than one row', String(twice + Math.abs(recipients - rows.size))],
    ['times killed', String(kills)],
    ['rows per write call, least but for the last of a segment', String(inner[0] ?? 0)],
    [
      'rows per write call, mean of all',
      (full.reduce((sum, mails) => sum + mails, 0) / full.length).toFixed(1),
    ],
    ['AWS calls per 1000 recipients', ((calls / recipients) * 1000).toFixed(1)],
    ['heap after 1000, MiB', heapAt(1000).toFixed(1)],
    ['heap at most, MiB', Math.max(...pages.map(({ heap }) => heap)).toFixed(1)],
    ['heap at the end, MiB', (end?.heap ?? 0).toFixed(1)],
    ['seconds', seconds.toFixed(1)],
    ['recipients a second', (recipients / seconds).toFixed(0)],
  ];
  process.stdout.write(`\n${textTable(['a campaign', ''], table, 1)}\n`);
  if (twice > 0 || rows.size !== recipients) process.exitCode = 1;
} finally {
  await engine.stop();
}
process.exit();
