import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Running, run, type StartEngine } from './contract/engine-under-test.ts';
import { itemsContract } from './contract/items.ts';
import { queriesContract } from './contract/queries.ts';
import { restartContract } from './contract/restart.ts';
import { streamsContract } from './contract/streams.ts';
import { transactionsContract } from './contract/transactions.ts';

/** One suite of what the product relies on, for whatever claims to be DynamoDB. */
export function dynamoDbContract(start: StartEngine): void {
  let directory: string;
  let running: Running;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dynamodb-contract-'));
    running = await run(start, directory);
  }, 60_000);
  afterAll(async () => {
    await running.stop();
    await rm(directory, { recursive: true, force: true });
  });
  const engine = () => running;
  describe('items', () => itemsContract(engine));
  describe('queries', () => queriesContract(engine));
  describe('transactions', () => transactionsContract(engine));
  describe('streams', () => streamsContract(engine));
  describe('restart', () => restartContract(start));
}
