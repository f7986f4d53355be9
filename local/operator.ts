import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';

/** Who runs a command, as the audit trail names them: by a digest, since an account name may be a person's. */
export function operatorId(): string {
  const digest = createHash('sha256').update(userInfo().username).digest('hex');
  return `system:operator-${digest.slice(0, 16)}`;
}
