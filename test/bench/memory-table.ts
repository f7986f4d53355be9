import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';

/**
 * A DynamoDB that answers at once: the first query and the first batch of keys are asked of the real one and remembered with their
 * answers, and transactions are taken for written. What is left is the server's own work: stores, sealing, the audit chain.
 */
export function memoryTable(dynamo: DynamoDBClient): DynamoDBClient {
  const answers = new Map<string, Promise<unknown>>();
  const remembered = (key: string, command: QueryCommand | BatchGetItemCommand) => {
    const answer = answers.get(key) ?? dynamo.send(command as QueryCommand);
    answers.set(key, answer);
    return answer;
  };
  const send = (command: unknown): Promise<unknown> => {
    if (command instanceof TransactWriteItemsCommand) return Promise.resolve({});
    if (command instanceof QueryCommand) return remembered('query', command);
    if (command instanceof BatchGetItemCommand)
      return remembered('batch', command) as Promise<BatchGetItemCommandOutput>;
    return dynamo.send(command as QueryCommand);
  };
  return { send } as unknown as DynamoDBClient;
}
