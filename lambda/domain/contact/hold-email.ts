import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { holdWordsAt } from './hold-words.ts';
import { held, newHoldId, type SetHoldDeps, setHold } from './set-hold.ts';

/** Names a hold. */
export type NamedHold = { readonly customerId: string; readonly id: string };

export type HoldDeps = SetHoldDeps &
  Pick<Ports, 'commit' | 'sealing' | 'blindIndex' | 'customers' | 'contactStates' | 'idempotency'>;

/**
 * Staff stop requests from a customer's address until the customer is reached and confirms (P3.6). What is noticed is sealed. It lasts until
 * it is lifted.
 * @throws DomainError input issues of `why`, NOT_FOUND at `customerId`, ALREADY_HELD
 */
export async function holdEmail(
  deps: HoldDeps,
  viewer: StaffViewer,
  call: { readonly idempotencyKey: string; readonly customerId: string; readonly why: unknown },
): Promise<NamedHold> {
  const { idempotencyKey, customerId } = call;
  const why = parseInput(message, call.why, ['why']);
  const caller = `staff:${viewer.subject}`;
  const input = { customerId, why };
  return once(deps, { caller, operation: 'holdEmail', idempotencyKey, input }, async () => {
    const contact = await deps.contactStates.load(customerId);
    const [loaded] = await deps.customers.load([customerId]);
    if (!contact || !loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    if (contact.isHeld) throw new DomainError('ALREADY_HELD', ['customerId']);
    const { customer, keyring } = loaded;
    const sealing = await deps.sealing.ready(['content'], [keyring]);
    const id = newHoldId(deps);
    const sealedWhy = sealing.seal(keyring, holdWordsAt(id), why);
    const { language } = customer;
    const { requestId } = viewer;
    const writes = await setHold(deps, {
      ...{ id, customerId, language, requestId, sealedWhy },
      cause: 'STAFF',
      heldBy: caller,
    });
    const next = { ...held(contact), version: contact.version + 1 };
    const keys = deps.sealing.saveKeyring(keyring);
    const facts = { code: 'STAFF', customerId, reference: id, fields: ['email'] };
    return {
      writes: [...writes, deps.contactStates.replace(contact, next), ...(keys ? [keys] : [])],
      audit: [entryOf(viewer, { action: 'HOLD_EMAIL', ...facts })],
      result: { customerId, id },
    };
  });
}
