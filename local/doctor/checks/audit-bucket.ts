import { GetBucketVersioningCommand, GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import type { Check } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** What is put into the archive of the audit trail can be removed by nobody before its time. */
export const checkAuditBucket: Check = async ({ s3, auditBucket, auditLockDays }) => {
  const Bucket = auditBucket;
  const mend =
    'deploy the data stack; if it does not help, somebody replaced the bucket: treat it as auditTampered in docs/operations.md';
  const lock = await s3.send(new GetObjectLockConfigurationCommand({ Bucket })).catch(absent);
  const { Mode, Days = 0 } = lock?.ObjectLockConfiguration?.Rule?.DefaultRetention ?? {};
  if (Mode !== 'COMPLIANCE' || Days < auditLockDays)
    return missing(
      Mode
        ? `${Bucket} locks for ${Days} days (${Mode}), not ${auditLockDays}`
        : `${Bucket} is not there or locks nothing`,
      mend,
    );
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
  if (Status !== 'Enabled') return missing(`${Bucket} keeps no versions`, mend);
  return fine(`the audit archive locks what it holds for ${Days} days`);
};

function absent(error: unknown): undefined {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NoSuchBucket' || name === 'ObjectLockConfigurationNotFoundError') return undefined;
  throw error;
}
