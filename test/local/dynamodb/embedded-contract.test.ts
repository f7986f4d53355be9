import { describe } from 'vitest';
import { startDynamoDb } from '../../../local/dynamodb/start.ts';
import { dynamoDbContract } from './contract.ts';

describe('embedded engine', { timeout: 60_000 }, () => {
  dynamoDbContract((directory) => startDynamoDb({ directory, engine: 'embedded' }));
});
