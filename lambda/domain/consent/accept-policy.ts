import { entryOf } from '../audit/entry.ts';
import { requireCustomer, requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { noticeShown } from '../input/notice.ts';
import { once } from '../once.ts';
import { judgeNotice } from '../policy/judge-notice.ts';
import { requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { actInstant } from './act-instant.ts';
import { consentWrites, factOf } from './consent-writes.ts';
import { sealedOrigin } from './sealed-origin.ts';

/**
 * The signed-in customer accepts the version in force in so many words (P0.2). No choice changes by it. What was accepted by use
 * can still be accepted so: it says more.
 * @throws DomainError input issues, POLICY_VERSION_NOT_IN_FORCE, NOTICE_MISMATCH, POLICY_ALREADY_ACCEPTED, NOT_REGISTERED
 */
export async function acceptPolicy(
  deps: Pick<
    Ports,
    | 'now'
    | 'random'
    | 'commit'
    | 'sealing'
    | 'blindIndex'
    | 'bindings'
    | 'customers'
    | 'policies'
    | 'consents'
    | 'contactStates'
    | 'changes'
    | 'idempotency'
  >,
  viewer: CustomerViewer,
  call: { idempotencyKey: string; notice: unknown },
): Promise<{ customerId: string }> {
  const { idempotencyKey } = call;
  const notice = parseInput(noticeShown, call.notice, ['notice']);
  const customerId = await requireOwnCustomerId(deps, viewer);
  const actor = `customer:${customerId}`;
  const scope = { caller: actor, operation: 'acceptPolicy', idempotencyKey, input: call.notice };
  return once(deps, scope, async () => {
    const version = await requirePolicyInForce(deps, deps.now());
    judgeNotice(notice, version);
    const [{ keyring }, before, contact] = await Promise.all([
      requireCustomer(deps, customerId),
      deps.consents.state(customerId),
      deps.contactStates.load(customerId),
    ]);
    if (!before || !contact) throw new DomainError('NOT_REGISTERED');
    const saysMore = before.acceptedVersion === version.version && before.acceptedManner === 'BY_USE';
    if (before.acceptedVersion >= version.version && !saysMore)
      throw new DomainError('POLICY_ALREADY_ACCEPTED', ['notice', 'version']);
    const saying = {
      at: actInstant(before, deps.now()),
      version,
      language: notice.language,
      manner: 'EXPLICIT',
      path: 'SIGNED_IN',
      actor,
      requestId: viewer.requestId,
    } as const;
    const evidence = await sealedOrigin(deps, keyring, viewer.origin);
    const facts = [factOf(deps, 'ACCEPTANCE', saying, {}, evidence.sealed)];
    const { writes } = consentWrites(deps, customerId, { before, facts, contact, at: deps.now() });
    return {
      writes: [...writes, ...evidence.keys()],
      audit: [entryOf(viewer, { action: 'ACCEPT_POLICY', customerId })],
      result: { customerId },
    };
  });
}
