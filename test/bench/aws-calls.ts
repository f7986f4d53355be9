import { randomUUID } from 'node:crypto';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lambda/declared/environment.ts';
import type { FunctionName } from '../../lambda/declared/functions.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { createWiring } from '../../lambda/runtime/wiring.ts';
import { customerKey, toItem } from '../../lambda/store/item.ts';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { publishPolicy } from '../../local/seed/publish-policy.ts';
import { localId } from '../../schema/node.ts';
import { apiOperations, type Operation, registration } from './api-operations.ts';
import { type AwsCalls, countedFunctions } from './counted-function.ts';
import { idle } from './idle.ts';
import type { RequestUnits } from './request-units.ts';
import { storeCustomers } from './stored-customers.ts';

export interface CountedOperation {
  readonly name: string;
  /** In a process that has just started: keys, policy and all else still to be fetched. */
  readonly cold: AwsCalls;
  /** The same again in the same process. */
  readonly warm: AwsCalls;
  /** What DynamoDB bills of that. */
  readonly units: RequestUnits;
}

export interface CountOptions {
  readonly bundlePaths: Readonly<Record<string, string>>;
  /** Customers stored before anything is counted: as many in each of the first shards of the list. */
  readonly stored: { readonly perShard: number; readonly shards: number };
}

/** Counts what each operation asks of AWS, cold and warm, on the deployed bundles. */
export async function countAwsCalls({ bundlePaths, stored }: CountOptions): Promise<CountedOperation[]> {
  const cloud = await startCloud({
    engine: process.env.DYNAMODB_ENGINE === 'aws' ? 'aws' : 'embedded',
    scheduled: false,
    // Mails are sent when they are counted, not before.
    bundlePaths: { ...bundlePaths, dispatch: idle, archive: idle, jobs: idle },
    environment: { [environment.registrationsPerHour]: '1000' },
  });
  const functions = await countedFunctions(cloud, bundlePaths);
  const count = async ({ name, of, events }: Operation): Promise<CountedOperation> => {
    const [first, second] = await events();
    const instance = functions.start(of);
    try {
      const cold = await instance.invoke(first);
      const warm = await instance.invoke(second);
      for (const { result } of [cold, warm]) requireDone(name, result);
      return { name, cold: cold.calls, warm: warm.calls, units: warm.units };
    } finally {
      await instance.stop();
    }
  };
  try {
    await publishPolicy(cloud);
    Object.assign(process.env, cloud.environment);
    const ids = await storeCustomers(createWiring(readEnvironment(cloud.environment)), stored);
    const counted: CountedOperation[] = [];
    for (const operation of [...(await apiOperations(cloud, ids)), ...mailOperations(cloud), idleMinute])
      counted.push(await count(operation));
    return counted;
  } finally {
    await functions.stop();
    await cloud.stop();
  }
}

/** A minute of the clock in which nothing is due, in a cloud of a few customers. */
const idleMinute: Operation = {
  name: 'minute of the clock, nothing due',
  of: 'clock',
  events: async () => [{ time: new Date().toISOString() }, { time: new Date().toISOString() }],
};

/** A mail is sent, and its link followed; both for two customers who have just registered. */
function mailOperations(cloud: Cloud): readonly Operation[] {
  const addresses: string[] = [];
  return [
    {
      name: 'mail sent (verification)',
      of: 'dispatch' satisfies FunctionName,
      events: async () => {
        const people = [await registration(cloud), await registration(cloud)] as const;
        addresses.push(...people.map(({ email }) => email));
        return [await queuedMail(cloud, people[0].event), await queuedMail(cloud, people[1].event)];
      },
    },
    {
      name: 'verification link followed (POST)',
      of: 'links',
      events: async () => {
        const [first = '', second = ''] = addresses;
        return [linkEvent(await tokenIn(cloud, first)), linkEvent(await tokenIn(cloud, second))];
      },
    },
  ];
}

/** Registers somebody, uncounted, and answers what the stream then brings of their mail. */
async function queuedMail(cloud: Cloud, event: unknown): Promise<unknown> {
  const { result } = await cloud.invoke('api', event);
  requireDone('registration', result);
  const { data } = JSON.parse((result as { body: string }).body);
  const dynamo = new DynamoDBClient({});
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: cloud.tableNames.records,
      KeyConditionExpression: 'pk = :customer AND begins_with(sk, :mail)',
      ExpressionAttributeValues: toItem({
        ':customer': customerKey(localId('Customer', data.registerCustomer.me.id) ?? ''),
        ':mail': 'MAIL#',
      }),
    }),
  );
  dynamo.destroy();
  return {
    Records: Items.map((NewImage) => ({
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: '1', NewImage },
    })),
  };
}

async function tokenIn(cloud: Cloud, address: string): Promise<string> {
  const answer = await fetch(`${cloud.inboxUrl}.json?to=${encodeURIComponent(address)}`);
  const [mail] = (await answer.json()) as { text: string }[];
  const token = /\/links\/verify-email\/(\S+)/.exec(mail?.text ?? '')?.[1];
  if (!token) throw new Error(mail ? 'a mail has no link' : 'a mail did not arrive');
  return token;
}

function linkEvent(token: string): unknown {
  return {
    httpMethod: 'POST',
    path: `/links/verify-email/${token}`,
    headers: {},
    pathParameters: { purpose: 'verify-email', token },
    requestContext: { requestId: randomUUID(), identity: { sourceIp: '192.0.2.7' } },
    body: null,
  };
}

/** Calls of an operation that did not do its work mean nothing. */
function requireDone(name: string, result: unknown): void {
  if (name === idleMinute.name) return;
  const { statusCode, body, batchItemFailures } = (result ?? {}) as {
    statusCode?: number;
    body?: string;
    batchItemFailures?: readonly unknown[];
  };
  const done = batchItemFailures
    ? batchItemFailures.length === 0
    : statusCode === 200 && !body?.includes('"errors":[{');
  if (!done) throw new Error(`${name}: ${statusCode} ${body?.slice(0, 300)}`);
}
