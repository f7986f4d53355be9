import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { requireCustomer, requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { emailAddress, emailIndexForm } from '../input/email-address.ts';
import { once } from '../once.ts';
import type { IndexValues } from '../ports/blind-index.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type ActOfUseDeps, actOfUse } from './act-of-use.ts';
import { announceChange } from './announce-change.ts';
import { type EmailChange, ended, isOpen, sealPending } from './email-change.ts';

export type RequestChangeDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'customers'
  | 'contactStates'
  | 'emailChanges'
  | 'outbox'
  | 'tokens'
  | 'idempotency'
  | 'counters'
  | 'settings'
>;

/**
 * The customer asks to be written to at another address (P3.5). That address is asked to confirm, the present one is told and can stop it;
 * a change under way is replaced, and its links die. Whether somebody else has the address changes nothing here: its owner is told when the
 * mail is sent.
 * @throws DomainError input issues at `email`, NOT_REGISTERED, SAME_ADDRESS, RATE_LIMITED (`emailChangesPerDay`)
 */
export async function requestEmailChange(
  deps: RequestChangeDeps & ActOfUseDeps & Pick<Ports, 'bindings'>,
  viewer: CustomerViewer,
  call: { readonly idempotencyKey: string; readonly email: unknown },
): Promise<{ customerId: string; changeId: string }> {
  const email = parseInput(emailAddress, call.email, ['email']);
  const customerId = await requireOwnCustomerId(deps, viewer);
  const actor = `customer:${customerId}`;
  const { idempotencyKey } = call;
  const scope = { caller: actor, operation: 'requestEmailChange', idempotencyKey, input: email };
  return once(deps, scope, async () => {
    const contact = await deps.contactStates.load(customerId);
    if (!contact) throw new DomainError('NOT_REGISTERED');
    const loaded = await requireCustomer(deps, customerId);
    const { customer, keyring } = loaded;
    const emailIndexes = await newIndexes(deps, contact, email);
    const sealing = await deps.sealing.ready(['contact'], [keyring]);
    const drafted = draftChange(deps, { customerId, emailIndexes, requestedBy: actor });
    const sealed = sealPending(sealing, keyring, drafted.id, { email });
    const { language } = customer;
    const to = { language, requestId: viewer.requestId, requestedBy: actor };
    const { change, writes } = announceChange(deps, sealing, keyring, { ...drafted, sealed }, to);
    const asking = { asks: ['email'] };
    const added = await actOfUse(deps, viewer, loaded, 'requestEmailChange', asking, { contact });
    const inserted = await insertChange(deps, change);
    const keys = deps.sealing.saveKeyring(keyring);
    return {
      writes: [
        countChange(deps, customerId),
        ...added.writes,
        // Replaced, it is so on the same condition.
        ...(added.replacesContact ? [] : [deps.contactStates.unchanged(contact)]),
        ...inserted,
        ...writes,
        ...(keys ? [keys] : []),
      ],
      audit: [
        entryOf(viewer, { action: 'REQUEST_EMAIL_CHANGE', customerId, fields: ['email'] }),
        ...added.audit,
      ],
      result: { customerId, changeId: change.id },
    };
  });
}

/** @throws DomainError SAME_ADDRESS: letters of another case are the same address */
export async function newIndexes(
  deps: Pick<Ports, 'blindIndex'>,
  contact: ContactState,
  email: string,
): Promise<IndexValues> {
  const index = await deps.blindIndex.ready();
  const emailIndexes = index.allOf('email', emailIndexForm(email));
  if (emailIndexes.some((one) => contact.emailIndexes.includes(one)))
    throw new DomainError('SAME_ADDRESS', ['email']);
  return emailIndexes;
}

/** A change as it begins, with nothing sealed and nobody told. */
export function draftChange(
  deps: Pick<Ports, 'now' | 'random'>,
  from: Pick<EmailChange, 'customerId' | 'emailIndexes' | 'requestedBy'>,
): EmailChange {
  return {
    ...from,
    id: deps.random.id(),
    version: 1,
    state: 'AWAITING_APPROVAL',
    sealed: undefined,
    requestedAt: deps.now().toISOString(),
    assisted: undefined,
    announced: undefined,
    verifiedAt: undefined,
    agreedAt: undefined,
    endedAt: undefined,
    dueAt: undefined,
  };
}

/** The newest change; the one before it is kept, replaced if it was not over. */
export async function insertChange(
  deps: Pick<Ports, 'emailChanges' | 'now'>,
  change: EmailChange,
): Promise<readonly Write[]> {
  const before = await deps.emailChanges.load(change.customerId);
  const replaced = before && isOpen(before) ? ended(before, 'REPLACED', deps.now()) : before;
  return deps.emailChanges.insert(before, replaced, change);
}

function countChange(deps: Pick<Ports, 'counters' | 'now'>, customerId: string): Write {
  const key = `email-changes:${customerId}`;
  const counter = { key, limit: limits.emailChangesPerDay, windowSeconds: 86_400, now: deps.now() };
  return deps.counters.add(counter, 1, 'RATE_LIMITED');
}
