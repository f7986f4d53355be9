import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { after, milliseconds } from '../span.ts';
import { type EmailChange, ended } from './email-change.ts';
import { type SwitchDeps, switchAddress } from './switch-address.ts';

export type MoveChangeDeps = SwitchDeps & Pick<Ports, 'outbox' | 'log'>;

/** `PARKED`: the change, or its customer, is not what was stored. */
export type MoveOutcome = 'SWITCHED' | 'EXPIRED' | 'POSTPONED' | 'WAITING' | 'PARKED';

const again = { STALE_REVISION: 3, INTEGRITY_VIOLATION: 1 };
/** How soon a change is looked at again that waits for a mail, or for a hold to be lifted. */
const lookMinutes = 10;

/**
 * Moves a change of address whose time has come (P3.5): to its end when the new address was not confirmed, else to the new address, at once
 * when the old one agreed and otherwise 72 hours after it was told. Any number of callers, struck at any step, switch once.
 * @throws what the stores throw; the change stays due.
 */
export async function moveEmailChange(
  deps: MoveChangeDeps,
  named: { readonly customerId: string; readonly by: string },
): Promise<MoveOutcome> {
  try {
    return await reread(again, () => moveAsRead(deps, named));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'INTEGRITY_VIOLATION') throw error;
    const { customerId } = named;
    deps.log.error(alarmingLogLines.mailParked.event, { customerId, code: error.code });
    await deps.emailChanges.park(customerId);
    return 'PARKED';
  }
}

async function moveAsRead(
  deps: MoveChangeDeps,
  { customerId, by }: { readonly customerId: string; readonly by: string },
): Promise<MoveOutcome> {
  const contact = await deps.contactStates.load(customerId);
  const change = await deps.emailChanges.load(customerId);
  const now = deps.now();
  if (change?.dueAt === undefined || change.dueAt > now.toISOString()) return 'WAITING';
  if (!contact) throw new DomainError('INTEGRITY_VIOLATION');
  if (change.state !== 'PENDING' || change.verifiedAt === undefined) return expire(deps, change, by);
  const notBefore = contact.isHeld
    ? await waitsWhileHeld(deps, change, now)
    : await waitsFor(deps, change, now);
  if (notBefore !== undefined && notBefore > now.toISOString()) {
    const later = { ...change, version: change.version + 1, dueAt: notBefore };
    await deps.commit([deps.emailChanges.replace(change, later)], []);
    return 'POSTPONED';
  }
  try {
    await switchAddress(deps, { change, contact, by });
    return 'SWITCHED';
  } catch (error) {
    // Somebody else has proven to own the address meanwhile.
    if (error instanceof DomainError && error.code === 'LINK_INVALID') return expire(deps, change, by);
    throw error;
  }
}

async function expire(deps: MoveChangeDeps, change: EmailChange, by: string): Promise<MoveOutcome> {
  const { customerId } = change;
  await deps.commit(
    [deps.emailChanges.replace(change, ended(change, 'EXPIRED', deps.now()))],
    [
      systemEntryOf(by, deps.random.id(), {
        action: 'EXPIRE_EMAIL_CHANGE',
        customerId,
        fields: ['email'],
      }),
    ],
  );
  return 'EXPIRED';
}

/**
 * On the word of a mailbox that is not trusted nothing is done until somebody has reached the customer (P3.6). What staff help with, on evidence and
 * with a second one's approval, goes on; that the old address agreed counts for nothing.
 */
async function waitsWhileHeld(
  deps: Pick<Ports, 'outbox'>,
  change: EmailChange,
  now: Date,
): Promise<string | undefined> {
  return change.assisted ? waitsFor(deps, { ...change, agreedAt: undefined }, now) : soon(now);
}

/**
 * Undefined when the old address agreed. Until it is told, its hours do not begin; where it cannot be told, they begin when it was tried; and
 * where it was held, when the hold was lifted.
 */
async function waitsFor(
  deps: Pick<Ports, 'outbox'>,
  { customerId, announced, agreedAt }: EmailChange,
  now: Date,
): Promise<string | undefined> {
  if (agreedAt !== undefined) return undefined;
  if (!announced) throw new DomainError('INTEGRITY_VIOLATION');
  const mail = await deps.outbox.load(customerId, announced.mailId);
  if (mail?.dueAt !== undefined) return soon(now);
  const isTold = mail?.begunAt !== undefined && mail.state !== 'SUPPRESSED' && mail.state !== 'FAILED';
  const from = isTold && mail.begunAt !== undefined ? mail.begunAt : announced.at;
  const sinceTold = Date.parse(from) + milliseconds({ hours: limits.emailChangeWaitHours });
  return new Date(Math.max(sinceTold, Date.parse(announced.switchesAt))).toISOString();
}

const soon = (now: Date): string => after(now, { minutes: lookMinutes });
