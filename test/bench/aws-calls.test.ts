import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type CountedOperation, countAwsCalls } from './aws-calls.ts';

let counted: readonly CountedOperation[];
beforeAll(async () => {
  // More than a page in the first shard of the list: with fewer, several shards are read for one.
  counted = await countAwsCalls({ bundlePaths: inject('bundlePaths'), stored: { perShard: 60, shards: 1 } });
}, 120_000);

const callsOf = (name: string) => {
  const found = counted.find((operation) => operation.name === name);
  if (!found) throw new Error(`${name} was not counted`);
  return found;
};

/** What each operation may ask of AWS once its process is warm; nothing beside it, and nothing of KMS. */
const warm = {
  'customers(first: 50), 8 fields masked': { Query: 1, BatchGetItem: 1, TransactWriteItems: 1 },
  'customer(id), 8 fields masked': { BatchGetItem: 1, TransactWriteItems: 1 },
  'customer(id), 3 fields clear': { BatchGetItem: 1, TransactWriteItems: 1 },
  'findCustomer(email), 1 field masked': { Query: 1, GetItem: 1, BatchGetItem: 1, TransactWriteItems: 2 },
  'me, all details': { GetItem: 1, BatchGetItem: 1 },
  registerCustomer: { GetItem: 3, UpdateItem: 1, TransactWriteItems: 1, BatchGetItem: 1 },
  // One of them is the state of consents: the first act under a new version of the policy accepts it (P0.2).
  'updateContactDetails(phone)': { GetItem: 6, BatchGetItem: 2, Query: 1, TransactWriteItems: 1 },
  'mail sent (verification)': { GetItem: 3, BatchGetItem: 1, TransactWriteItems: 2, SES: 1 },
  'verification link followed (POST)': { GetItem: 3, TransactWriteItems: 1 },
};

/** KMS calls of a cold process: one for each class, each of the two keys of blind indexes, and each of the audit's two keys that it touches. */
const coldKms = {
  'customers(first: 50), 8 fields masked': 3 + 2,
  'customer(id), 8 fields masked': 3 + 2,
  'customer(id), 3 fields clear': 1 + 2,
  'findCustomer(email), 1 field masked': 1 + 2 + 2,
  'me, all details': 3 + 2,
  registerCustomer: 2 + 2 + 2,
  'updateContactDetails(phone)': 1 + 2 + 2,
  'auditTrail(customer, first: 50)': 2 + 2,
  // The system's own acts have no origin to seal.
  'mail sent (verification)': 1 + 1,
  'verification link followed (POST)': 2,
};

describe('AWS calls of one operation', () => {
  it.each(Object.entries(warm))('warm: %s', (name, calls) => {
    expect(callsOf(name).warm).toEqual(calls);
  });

  it.each(Object.entries(coldKms))('cold: %s', (name, calls) => {
    expect(callsOf(name).cold.KMS).toBe(calls);
  });

  it('a page of the audit trail is one query of the index and one for each run of rows in a lane, once the reader is known to be somebody else', () => {
    // The customer's rows stand in the lanes of the four processes before: two runs where pages were read, one in each other.
    const calls = callsOf('auditTrail(customer, first: 50)').warm;
    expect(calls).toEqual({ TransactWriteItems: 1, GetItem: 1, Query: 1 + 1 + 5 });
  });

  it('is what the cost model is fed with', async () => {
    const measured = Object.fromEntries(
      counted.map(({ name, warm: calls, cold, units }) => [name, { calls, units, coldKms: cold.KMS ?? 0 }]),
    );
    await expect(`${JSON.stringify(measured, null, 2)}\n`).toMatchFileSnapshot(
      '../../local/cost/measured-calls.json',
    );
  });

  it('is counted for every operation of the bench', () => {
    expect(new Set([...Object.keys(coldKms), 'minute of the clock, nothing due'])).toEqual(
      new Set(counted.map(({ name }) => name)),
    );
  });
});
