import { describe, it } from 'vitest';
import { findDynamoDbLocal } from '../../../local/dynamodb/aws/find-dynamodb-local.ts';
import { startDynamoDb } from '../../../local/dynamodb/start.ts';
import { dynamoDbContract } from './contract.ts';

const found = await findDynamoDbLocal();
const missing = typeof found === 'string' ? found : undefined;
if (missing) console.warn(`The contract was NOT checked against AWS's DynamoDB Local: ${missing}.`);

describe.skipIf(missing)("AWS's DynamoDB Local", { timeout: 60_000 }, () => {
  dynamoDbContract((directory) => startDynamoDb({ directory, engine: 'aws' }));
});

// A build that cannot check both engines is red, not shorter.
it.runIf(missing && process.env.CI)('needs DynamoDB Local in CI', () => {
  throw new Error(`DynamoDB Local cannot run here: ${missing}.`);
});
