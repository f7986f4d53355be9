import type { PersonalField } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import { requireOwnCustomerId } from '../customer/own-customer.ts';
import { type DisclosurePurpose, disclosedFields, permittedPurpose } from '../disclosure/purpose.ts';
import { DomainError } from '../errors.ts';
import { agreement } from '../input/choice.ts';
import { parseInput } from '../input/collect-issues.ts';
import { objectOf } from '../input/object.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { requireRecipient } from '../recipient/require-recipient.ts';
import type { CustomerViewer } from '../viewer.ts';
import type { Permission } from './permission.ts';

export type PermissionDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'blindIndex'
  | 'bindings'
  | 'recipients'
  | 'permissions'
  | 'changes'
  | 'idempotency'
>;

const words = objectOf({
  required: { purpose: permittedPurpose, fields: disclosedFields, agreed: agreement },
});

/**
 * The customer permits one recipient to be given named fields for one purpose, until it is revoked or its time is over (P1.6). Said in so
 * many words, for each recipient by itself (L91 9, 11): nothing else is permitted by it, and nothing is disclosed by it alone.
 * @throws DomainError input issues (NOT_AGREED at `agreed`, NO_BASIS at `purpose` for an investigation), NOT_REGISTERED, NOT_FOUND and RECIPIENT_NOT_VERIFIED at `recipientId`,
 *   IN_THE_PAST at `until`
 */
export async function grantPermission(
  deps: PermissionDeps,
  viewer: CustomerViewer,
  call: {
    readonly idempotencyKey: string;
    readonly recipientId: string;
    readonly purpose: DisclosurePurpose;
    readonly fields: readonly PersonalField[];
    readonly until: Date | undefined;
    readonly agreed: boolean;
  },
): Promise<{ customerId: string; id: string }> {
  const { idempotencyKey, recipientId, until, ...said } = call;
  const customerId = await requireOwnCustomerId(deps, viewer);
  const input = { ...said, recipientId, until: until?.toISOString() };
  const scope = { caller: `customer:${customerId}`, operation: 'grantPermission', idempotencyKey, input };
  return once(deps, scope, async () => {
    const { purpose, fields } = parseInput(words, said);
    const now = deps.now();
    if (until !== undefined && until <= now) throw new DomainError('IN_THE_PAST', ['until']);
    const recipient = await requireRecipient(deps, recipientId);
    if (recipient.state !== 'VERIFIED') throw new DomainError('RECIPIENT_NOT_VERIFIED', ['recipientId']);
    const permission: Permission = {
      id: mailIdAt(now, deps.random),
      customerId,
      recipientId,
      purpose,
      fields,
      state: 'ACTIVE',
      version: 1,
      grantedAt: now.toISOString(),
      until: until?.toISOString(),
      revokedAt: undefined,
    };
    const change = { id: deps.random.id(), customerId, kind: 'CONSENT', at: now.toISOString() } as const;
    return {
      writes: [
        deps.permissions.put(undefined, permission),
        deps.recipients.unchanged(recipient),
        deps.changes.insert(change),
      ],
      audit: [entryOf(viewer, { action: 'GRANT_PERMISSION', customerId, fields, reference: permission.id })],
      result: { customerId, id: permission.id },
    };
  });
}
