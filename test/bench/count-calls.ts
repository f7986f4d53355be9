import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Counts from now on what a client asks of DynamoDB, by the names of its commands; to begin anew the counts are cleared. */
export function countCalls(dynamo: DynamoDBClient): Map<string, number> {
  const calls = new Map<string, number>();
  dynamo.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        calls.set(commandName, (calls.get(commandName) ?? 0) + 1);
        return next(args);
      },
    { step: 'initialize' },
  );
  return calls;
}
