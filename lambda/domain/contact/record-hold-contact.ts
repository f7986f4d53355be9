import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { oneOf } from '../input/choice.ts';
import { parseInput } from '../input/collect-issues.ts';
import { listOf } from '../input/list.ts';
import { message } from '../input/message.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import {
  type EmailHold,
  type HoldConfirmation,
  type HoldContact,
  type HoldContactChannel,
  holdConfirmations,
  holdContactChannels,
} from './email-hold.ts';
import type { NamedHold } from './hold-email.ts';
import { holdWordsAt } from './hold-words.ts';
import { contradicting } from './judge-suspicion.ts';
import { requireHold } from './require-hold.ts';

export interface RecordContactCall extends NamedHold {
  readonly idempotencyKey: string;
  readonly channel: string;
  /** When the customer was spoken to, or tried to be. */
  readonly at: Date;
  readonly confirmed: readonly string[];
  readonly note: unknown;
}

/** What cannot both be so. */
const contradictory: readonly (readonly [HoldConfirmation, HoldConfirmation])[] = [
  ['REQUESTS_ARE_MINE', 'REQUESTS_ARE_NOT_MINE'],
  ['NOT_REACHED', 'IDENTITY'],
  ['NOT_REACHED', 'REQUESTS_ARE_MINE'],
  ['NOT_REACHED', 'REQUESTS_ARE_NOT_MINE'],
];

/**
 * Staff write down how the customer was reached, and what was confirmed (P3.6): after the hold began, and by any way but the address that
 * is held. An e-mail counts when it went to another address, confirmed before the hold; a call or a letter, when the number or the address
 * was not set since, nor shortly before. The note is sealed.
 * @throws DomainError input issues at `channel`, `confirmed` and `note`; NOT_FOUND at `id`; WRONG_STATE (lifted; too many contacts);
 *   INVALID_FORMAT at `at` (to come, or before the hold) or at `confirmed` (one thing against another); ADDRESS_HELD at `channel`: there is no
 *   other confirmed address, or who was reached may be whoever caused the hold
 */
export async function recordHoldContact(
  deps: Pick<
    Ports,
    | 'now'
    | 'random'
    | 'commit'
    | 'sealing'
    | 'blindIndex'
    | 'customers'
    | 'emailHolds'
    | 'emailChanges'
    | 'signals'
    | 'idempotency'
  >,
  viewer: StaffViewer,
  call: RecordContactCall,
): Promise<NamedHold> {
  const { idempotencyKey, customerId, id } = call;
  const channel = parseInput(oneOf(holdContactChannels), call.channel, ['channel']);
  const confirmed = parseConfirmed(call.confirmed);
  const note = parseInput(message, call.note, ['note']);
  const at = call.at.toISOString();
  const caller = `staff:${viewer.subject}`;
  const input = { customerId, id, channel, at, confirmed, note };
  return once(deps, { caller, operation: 'recordContact', idempotencyKey, input }, async () => {
    const hold = await requireHold(deps, { customerId, id });
    // However often the customer was not reached, the time they are is recorded: it is the way out.
    const isWayOut = confirmed.includes('IDENTITY');
    if (!isWayOut && hold.contacts.length >= limits.holdContacts)
      throw new DomainError('WRONG_STATE', ['id']);
    if (at < hold.heldAt || at > deps.now().toISOString()) throw new DomainError('INVALID_FORMAT', ['at']);
    await requireOtherThanHeld(deps, hold, channel);
    const [loaded] = await deps.customers.load([customerId]);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    const { keyring } = loaded;
    const sealing = await deps.sealing.ready(['content'], [keyring]);
    const contactId = mailIdAt(deps.now(), deps.random);
    const sealedNote = sealing.seal(keyring, holdWordsAt(contactId), note);
    const contact: HoldContact = { id: contactId, at, channel, by: viewer.subject, confirmed, sealedNote };
    const after = { ...hold, version: hold.version + 1, contacts: [...hold.contacts, contact] };
    const keys = deps.sealing.saveKeyring(keyring);
    return {
      writes: [deps.emailHolds.put(hold, after), ...(keys ? [keys] : [])],
      audit: [entryOf(viewer, { action: 'RECORD_HOLD_CONTACT', code: channel, customerId, reference: id })],
      result: { customerId, id },
    };
  });
}

const confirmations = listOf(oneOf(holdConfirmations), holdConfirmations.length);

function parseConfirmed(given: readonly string[]): readonly HoldConfirmation[] {
  const confirmed = [...new Set(parseInput(confirmations, given, ['confirmed']))];
  if (confirmed.length === 0) throw new DomainError('REQUIRED', ['confirmed']);
  if (contradictory.some((pair) => pair.every((one) => confirmed.includes(one))))
    throw new DomainError('INVALID_FORMAT', ['confirmed']);
  return confirmed;
}

/** Which of the customer's fields a channel goes by. */
const wayOf: Readonly<Partial<Record<HoldContactChannel, string>>> = { PHONE: 'phone', POST: 'address' };

/**
 * An address that was confirmed after the hold began may be whoever caused it; so may a number or a postal address that was set since, or so
 * shortly before that a request about it would count as a contradiction.
 */
async function requireOtherThanHeld(
  deps: Pick<Ports, 'emailChanges' | 'signals'>,
  { customerId, heldAt }: EmailHold,
  channel: HoldContactChannel,
): Promise<void> {
  const way = wayOf[channel];
  if (way !== undefined) {
    const since = (await deps.signals.load(customerId))?.waysSince[way];
    if (since !== undefined && since > contradicting(new Date(heldAt)))
      throw new DomainError('ADDRESS_HELD', ['channel']);
  }
  if (channel !== 'OTHER_VERIFIED_EMAIL') return;
  const change = await deps.emailChanges.load(customerId);
  // An address that somebody asked for alone may be the very one's who causes the suspicion: two employees must have vouched for it.
  const isOther =
    change?.state === 'PENDING' &&
    change.assisted?.approvedAt !== undefined &&
    change.verifiedAt !== undefined &&
    change.verifiedAt < heldAt;
  if (!isOther) throw new DomainError('ADDRESS_HELD', ['channel']);
}
