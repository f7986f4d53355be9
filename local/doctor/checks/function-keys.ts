import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import { type FunctionKeyId, functionKeys } from '../../../lambda/declared/function-keys.ts';
import type { Check } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** Every KMS key that functions call is there and enabled. None is used for it. */
export const checkFunctionKeys: Check = async ({ kms, keyNames }) => {
  const ids = Object.keys(functionKeys) as FunctionKeyId[];
  for (const id of ids) {
    const KeyId = keyNames[id];
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId })).catch(absent);
    if (!KeyMetadata) return missing(`there is no key ${KeyId}`, 'deploy the data stack');
    if (KeyMetadata.KeyState === 'PendingDeletion')
      return missing(
        `${KeyId} is about to be deleted, and all that is under it with it`,
        `aws kms cancel-key-deletion, then enable-key, --key-id ${KeyMetadata.KeyId}`,
      );
    if (!KeyMetadata.Enabled)
      return missing(
        `${KeyId} is disabled`,
        `aws kms enable-key --key-id ${KeyMetadata.KeyId}; CloudTrail says who disabled it`,
      );
  }
  return fine(`all ${ids.length} keys are there and enabled`);
};

function absent(error: unknown): { KeyMetadata?: undefined } {
  if (error instanceof Error && error.name === 'NotFoundException') return {};
  throw error;
}
