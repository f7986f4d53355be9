import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import { type MarkAddressDeps, markAddress } from '../contact/mark-address.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { isCorrespondent } from '../request/correspondent.ts';
import { reread } from '../reread.ts';
import { isAbout, moved, toldOf } from './event-transitions.ts';
import type { Mail } from './mail.ts';
import { type MailEvent, mailEventKinds } from './mail-event.ts';
import { type MailWriteDeps, mailWrites } from './mail-writes.ts';
import { logSettled } from './settle-mail.ts';

export type SettleByEventDeps = MailWriteDeps &
  MarkAddressDeps &
  Pick<Ports, 'commit' | 'correspondents' | 'erasures' | 'log'>;

const by = 'mailEvents';
const again = { STALE_REVISION: 5 };

/**
 * Settles a mail by what SES tells of it. Events come repeated, late and in any order: a state only moves forward, and what is known
 * already changes nothing. A bounce for good or a complaint closes the address in the same transaction; other bounces are counted in it (P3.2). An event is believed only
 * about a mail that was sent as it says; any other is refused, and wakes someone.
 * @returns whether it was believed
 * @throws what the stores throw; the event comes again
 */
export async function settleByEvent(deps: SettleByEventDeps, event: MailEvent): Promise<boolean> {
  return reread(again, async () => {
    const mail = await deps.outbox.load(event.customerId, event.mailId);
    // Mails go with whom they were to: SES may tell of one afterwards.
    if (!mail && (await isForgotten(deps, event))) return true;
    if (!mail) return refuseEvent(deps, event, 'UNKNOWN_MAIL');
    if (!isAbout(event, mail)) return refuseEvent(deps, event, 'OTHER_MESSAGE');
    const after = moved(mail, event);
    if (after) await settle(deps, event, mail, after);
    return true;
  });
}

/** Whether the mails of whom an event names are gone: a correspondent whose time is over, a customer who was erased. */
async function isForgotten(deps: SettleByEventDeps, { customerId }: MailEvent): Promise<boolean> {
  if (isCorrespondent(customerId)) return (await deps.correspondents.load(customerId)) === undefined;
  const erasure = await deps.erasures.load(customerId);
  return erasure !== undefined && !erasure.left.includes('contact');
}

async function settle(deps: SettleByEventDeps, event: MailEvent, mail: Mail, after: Mail): Promise<void> {
  const marked = await marking(deps, event, mail);
  const { customerId, id: mailId, requestId } = mail;
  const told = mailEventKinds[event.kind].isAudited
    ? [systemEntryOf(by, requestId, { action: 'MAIL_EVENT', code: event.kind, customerId, mailId })]
    : [];
  const writes = [...(await mailWrites(deps, mail, after)), ...marked.writes];
  await deps.commit(writes, [...told, ...marked.audit]);
  logSettled(deps, after);
}

/** What it says of the address that the mail went to. Of a correspondent's nothing is kept that could be marked. */
async function marking(
  deps: SettleByEventDeps,
  event: MailEvent,
  mail: Mail,
): Promise<{ writes: readonly Write[]; audit: readonly AuditEntry[] }> {
  const { marks } = mailEventKinds[event.kind];
  return marks && !isCorrespondent(mail.customerId)
    ? markAddress(deps, { mail: toldOf(mail, event), mark: marks, by })
    : { writes: [], audit: [] };
}

/** @returns false: it was not believed. @param code why; of the event nothing is told but the ids, if they look like ids */
export function refuseEvent(
  deps: Pick<Ports, 'log'>,
  named: { readonly customerId?: string; readonly mailId?: string },
  code: string,
): false {
  const { customerId, mailId } = named;
  deps.log.error(alarmingLogLines.mailEventRefused.event, {
    code,
    ...(customerId !== undefined && { customerId }),
    ...(mailId !== undefined && { mailId }),
  });
  return false;
}
