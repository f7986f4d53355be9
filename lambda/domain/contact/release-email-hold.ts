import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { areAnothers, changeAfterHold } from './change-after-hold.ts';
import type { EmailHold } from './email-hold.ts';
import type { NamedHold } from './hold-email.ts';
import { isFirst } from './judge-suspicion.ts';
import { requireHold } from './require-hold.ts';

/**
 * Lifts a hold (P3.6), once a contact is recorded in which the customer confirmed the own identity. What was quarantined meanwhile stays so until
 * each item is released or discarded by a decision of its own. What the rules noted is settled with it and counts no more. A change of address
 * that waited is stopped, or its hours begin anew.
 * @throws DomainError NOT_FOUND at `id`, WRONG_STATE when it was lifted, CONTACT_NOT_RECORDED
 */
export async function releaseEmailHold(
  deps: Pick<
    Ports,
    | 'now'
    | 'random'
    | 'commit'
    | 'blindIndex'
    | 'emailHolds'
    | 'signals'
    | 'contactStates'
    | 'emailChanges'
    | 'changes'
    | 'idempotency'
  >,
  viewer: StaffViewer,
  call: NamedHold & { readonly idempotencyKey: string },
): Promise<NamedHold> {
  const { idempotencyKey, customerId, id } = call;
  const caller = `staff:${viewer.subject}`;
  const scope = { caller, operation: 'releaseEmailHold', idempotencyKey, input: { customerId, id } };
  return once(deps, scope, async () => {
    const hold = await requireHold(deps, { customerId, id });
    const contact = await deps.contactStates.load(customerId);
    if (!contact?.isHeld) throw new DomainError('INTEGRITY_VIOLATION');
    if (!hold.contacts.some(({ confirmed }) => confirmed.includes('IDENTITY')))
      throw new DomainError('CONTACT_NOT_RECORDED', ['id']);
    const waited = await changeAfterHold(deps, viewer, hold);
    const liftedAt = deps.now().toISOString();
    const lifted = {
      state: 'LIFTED',
      liftedAt,
      liftedBy: viewer.subject,
      version: hold.version + 1,
    } as const;
    return {
      writes: [
        deps.emailHolds.put(hold, { ...hold, ...lifted }),
        deps.contactStates.replace(contact, { ...contact, isHeld: false, version: contact.version + 1 }),
        deps.changes.insert({ id: deps.random.id(), customerId, kind: 'ADDRESS', at: liftedAt }),
        ...waited.writes,
        ...(await settled(deps, hold)),
      ],
      audit: [
        entryOf(viewer, { action: 'RELEASE_EMAIL_HOLD', customerId, reference: id, fields: ['email'] }),
        ...waited.audit,
      ],
      result: { customerId, id },
    };
  });
}

/**
 * Networks from which somebody else acted are unknown again: those last seen before the hold stay, but for new ones. Where the customer said
 * that a payment change from a new network was theirs, the networks seen until then are known.
 */
async function settled(deps: Pick<Ports, 'signals'>, hold: EmailHold): Promise<readonly Write[]> {
  const before = await deps.signals.load(hold.customerId);
  if (!before) return [];
  const { newSince = {} } = before;
  const isAnothers = areAnothers(hold);
  const isVouched =
    hold.cause === 'NEW_ORIGIN' &&
    hold.contacts.some(({ confirmed }) => confirmed.includes('REQUESTS_ARE_MINE'));
  const networks = Object.entries(before.networks).filter(
    ([one, seen]) => !isAnothers || (seen < hold.heldAt && !newSince[one]),
  );
  const since = Object.entries(newSince).filter(
    ([, first]) => !isAnothers && !(isVouched && first <= hold.heldAt),
  );
  const after = {
    ...before,
    version: before.version + 1,
    requestedAt: [],
    changed: {},
    networks: Object.fromEntries(networks),
    ...(!isFirst(before) && { newSince: Object.fromEntries(since) }),
  };
  return [deps.signals.put(before, after)];
}
