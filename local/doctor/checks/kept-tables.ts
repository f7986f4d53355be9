import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { type TableDeclaration, type TableId, tables } from '../../../lambda/declared/tables.ts';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** Every table can be restored for its days and no longer, is not deleted by one call, and forgets by itself what expires. */
export const checkKeptTables: StageCheck = async ({ dynamodb, tableNames, config }) => {
  const deploy = `npx cdk deploy '${config.stage}/data'; of a table that was restored, docs/operations.md, "The restore drill", step 4`;
  for (const id of Object.keys(tables) as TableId[]) {
    const TableName = tableNames[id];
    const declared: TableDeclaration = tables[id];
    const [{ Table }, backups, expiry] = await Promise.all([
      dynamodb.send(new DescribeTableCommand({ TableName })),
      dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
      dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
    ]);
    const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED')
      return missing(`${TableName} cannot be restored`, deploy);
    // For the keys longer is worse: a destroyed key would come back.
    if ((recovery.RecoveryPeriodInDays ?? 35) !== declared.restoreDays)
      return missing(
        `${TableName} can be restored for ${recovery.RecoveryPeriodInDays} days, not ${declared.restoreDays}`,
        deploy,
      );
    if (Table?.DeletionProtectionEnabled !== true)
      return missing(`${TableName} can be deleted by one call`, deploy);
    if (Table.SSEDescription?.SSEType !== 'KMS') return missing(`${TableName} is not under our key`, deploy);
    if (declared.expiryAttribute && expiry.TimeToLiveDescription?.AttributeName !== declared.expiryAttribute)
      return missing(`${TableName} does not forget what expires`, deploy);
  }
  return fine('every table can be restored for its days, and not be deleted by one call');
};
