import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lambda/declared/environment.ts';
import type { FunctionName } from '../../lambda/declared/functions.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { type Beside, startBeside } from './beside.ts';
import { canary, type TestCloud } from './cloud.ts';
import { localIdOf, type Registered } from './register.ts';
import { type Item, overwrite, recordsOf, scanTables, type Tables, textOf } from './tables.ts';

/** Tables as DynamoDB restores them: new ones, with the rows of an earlier instant, and functions that were deployed on them. */
export interface Restored extends Beside {
  /** The cloud as it is seen through the restored tables. */
  readonly cloud: TestCloud;
  /** Brings the job of a type to its function as the stream would, its lease over. */
  runJob(type: string): Promise<void>;
  job(type: string): Promise<Item | undefined>;
}

/** Restores the records, and the keys where they are given, into new tables. The audit trail and the archive are what they are. */
export async function restore(
  cloud: TestCloud,
  was: Pick<Tables, 'records'> & Partial<Pick<Tables, 'keys'>>,
  functions: readonly FunctionName[],
): Promise<Restored> {
  const names = { ...cloud.tableNames, records: canary('records-') };
  if (was.keys) names.keys = canary('keys-');
  await createTables(cloud.direct, names);
  const seen: TestCloud = { ...cloud, tableNames: names };
  for (const item of was.records) await overwrite(seen, 'records', item);
  for (const item of was.keys ?? []) await overwrite(seen, 'keys', item);
  const beside = await startBeside(cloud, {
    functions,
    environment: { [environment.tableRecords]: names.records, [environment.tableKeys]: names.keys },
  });
  const job = async (type: string) =>
    (await recordsOf(seen, 'JOB')).find(
      (row) => textOf(row, 'type') === type && textOf(row, 'state') !== 'DONE',
    );
  return {
    ...beside,
    cloud: { ...seen, ask: beside.ask },
    job,
    async runJob(type) {
      const row = await job(type);
      if (!row) throw new Error(`there is no job ${type} to be done`);
      if (row.leaseUntil) await leaseOver(seen, row);
      const dynamodb = { SequenceNumber: '1', NewImage: { ...row, state: { S: 'QUEUED' } } };
      await beside.invoke('keeping', { Records: [{ eventID: type, eventName: 'MODIFY', dynamodb }] });
    },
  };
}

async function leaseOver(cloud: TestCloud, row: Item): Promise<void> {
  await cloud.direct.send(
    new UpdateItemCommand({
      TableName: cloud.tableNames.records,
      Key: { pk: { S: textOf(row, 'pk') }, sk: { S: textOf(row, 'sk') } },
      UpdateExpression: 'SET leaseUntil = :past',
      ExpressionAttributeValues: { ':past': { S: new Date(Date.now() - 1000).toISOString() } },
    }),
  );
}

const keyOf = (item: Item) => ({ pk: item.pk ?? { S: '' }, sk: item.sk ?? { S: '' } });

/**
 * Puts the tables in use back to what they were for a customer: their rows, their erasure and its job, and the marker of the ledger.
 */
export async function setBack(
  cloud: TestCloud,
  customer: Pick<Registered, 'id'>,
  was: Tables,
  which: readonly ('records' | 'keys')[],
): Promise<void> {
  const id = localIdOf(customer.id);
  const isOf = (item: Item) =>
    [textOf(item, 'pk'), textOf(item, 'ownerId')].some((one) => one === `CUS#${id}` || one === id);
  const isLater = (item: Item) =>
    isOf(item) || /^(ERASURE#|JOB#ERASE_CUSTOMER|LEDGER$|ERASURES$)/.test(textOf(item, 'pk'));
  const now = await scanTables(cloud);
  if (which.includes('records')) {
    const known = new Set(was.records.map((item) => JSON.stringify(keyOf(item))));
    for (const item of now.records.filter(isLater))
      if (!known.has(JSON.stringify(keyOf(item))))
        await cloud.direct.send(
          new DeleteItemCommand({ TableName: cloud.tableNames.records, Key: keyOf(item) }),
        );
    for (const item of was.records.filter(isLater)) await overwrite(cloud, 'records', item);
  }
  if (which.includes('keys')) for (const item of was.keys.filter(isOf)) await overwrite(cloud, 'keys', item);
}
