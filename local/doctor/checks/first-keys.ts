import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { tables } from '../../../lambda/declared/tables.ts';
import type { Check } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** Which versions there are of the keys that everything else begins with; each names one that is wrapped by KMS. */
const families = ['KEK#contact', 'INDEX'] as const;

/** The first key of contact data and that of the blind indexes stand in the table, by their names; nothing of them is read. */
export const checkFirstKeys: Check = async ({ dynamodb, tableNames }) => {
  const { partitionKey } = tables.keys;
  const found = await Promise.all(
    families.map((family) =>
      dynamodb.send(
        new GetItemCommand({
          TableName: tableNames.keys,
          Key: { [partitionKey]: { S: family } },
          ProjectionExpression: '#name',
          ExpressionAttributeNames: { '#name': partitionKey },
        }),
      ),
    ),
  );
  const lacking = families.filter((_, at) => !found[at]?.Item);
  return lacking.length === 0
    ? fine('the first keys of contact data and of the blind indexes are made')
    : missing(
        `not made yet: ${lacking.join(', ')}`,
        'the first customer who registers makes them (docs/deploying.md, step 9); if customers did register, look at kmsFailed in docs/operations.md',
      );
};
