/** Runs DynamoDB (the embedded engine) and KMS in a process of their own, and says where, as one line of JSON. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lambda/declared/environment.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { startDynamoDb } from '../../local/dynamodb/start.ts';
import { startKms } from '../../local/kms/start.ts';
import { benchTables } from './bench-tables.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const region = 'ap-southeast-1';
const names = ['keyContact', 'keyIdentity', 'keyPayment', 'keyContent', 'keyIndex', 'keyAudit'] as const;
const keys = Object.fromEntries(names.map((name) => [environment[name], `alias/bench-${name}`]));
const [dynamo, kms] = await Promise.all([
  startDynamoDb({ engine: 'embedded' }),
  startKms({
    keys: Object.fromEntries(Object.values(keys).map((key) => [key, 'SYMMETRIC_DEFAULT' as const])),
  }),
]);
const client = new DynamoDBClient({ region, credentials, endpoint: dynamo.url });
await createTables(client, benchTables);
client.destroy();
const known: Record<string, string> = {
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
  AWS_ENDPOINT_URL_KMS: kms.url,
  [environment.createsKeys]: 'true',
  [environment.tableRecords]: benchTables.records,
  [environment.tableKeys]: benchTables.keys,
  [environment.tableAudit]: benchTables.audit,
  ...keys,
};
process.stdout.write(`${JSON.stringify(known)}\n`);
// Ends with whoever started it.
process.stdin.on('end', () => process.exit()).resume();
