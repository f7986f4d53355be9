import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { askedDecision } from '../mail/asked-decision.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { Mail } from '../mail/mail.ts';
import { mailIdOf } from '../mail/mail-id.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { requirePolicyAndKeys } from '../require-policy-and-keys.ts';
import { reread } from '../reread.ts';
import { daysLeft, noticeAfter, noticeOwed } from './next-notice.ts';
import { openName, sealName } from './service-name.ts';
import type { ServiceName, ServiceTerm } from './service-term.ts';

export type TermNoticeDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'customers'
  | 'contactStates'
  | 'consents'
  | 'policies'
  | 'serviceTerms'
  | 'outbox'
  | 'log'
>;

/** `ENDED`: the term was over before its customer was told. `PARKED`: it, or its customer, is not what was stored. */
export type TermNoticeOutcome = 'QUEUED' | 'SUPPRESSED' | 'ENDED' | 'WAITING' | 'PARKED';

interface Named {
  readonly customerId: string;
  readonly termId: string;
  /** Name of the deployed function that acts. */
  readonly by: string;
}

/** A term that changed meanwhile is looked at again; so is one that does not fit what was read beside it. */
const again = { STALE_REVISION: 3, INTEGRITY_VIOLATION: 1 };

/**
 * Queues the notice that the customer of a term is owed, and moves the term to its next one, in one transaction: any number of callers,
 * struck at any step, queue each notice once. What the gate refuses is kept as suppressed (P2.3).
 * @throws what the stores throw, and INTEGRITY_VIOLATION of what all customers share; the term stays due.
 */
export async function queueTermNotice(deps: TermNoticeDeps, named: Named): Promise<TermNoticeOutcome> {
  try {
    return await reread(again, () => queueAsRead(deps, named));
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'INTEGRITY_VIOLATION') throw error;
    await requirePolicyAndKeys(deps);
    const { customerId, termId } = named;
    deps.log.error(alarmingLogLines.mailParked.event, { customerId, code: error.code });
    await deps.serviceTerms.park(customerId, termId);
    return 'PARKED';
  }
}

async function queueAsRead(deps: TermNoticeDeps, named: Named): Promise<TermNoticeOutcome> {
  const { customerId, termId } = named;
  const contactState = await deps.contactStates.load(customerId);
  const term = await deps.serviceTerms.load(customerId, termId);
  const now = deps.now();
  if (!term?.nextNotice || term.nextNotice.dueAt > now.toISOString()) return 'WAITING';
  const [loaded] = await deps.customers.load([customerId]);
  if (!contactState || !loaded) throw new DomainError('INTEGRITY_VIOLATION');

  const sealing = await deps.sealing.ready(['contact'], [loaded.keyring]);
  const name = openName(sealing, loaded.keyring, term);
  const notice = await planNotice(deps, {
    ...{ contactState, loaded, sealing, term, name, now, by: named.by },
    dueAt: term.nextNotice.dueAt,
  });
  const version = term.version + 1;
  const after: ServiceTerm = {
    ...term,
    version,
    sealedName: sealName(sealing, loaded.keyring, { id: termId, version }, name),
    nextNotice: noticeAfter(term.expiresAt, now),
    lastMailId: notice?.mail.id ?? term.lastMailId,
  };
  const keys = deps.sealing.saveKeyring(loaded.keyring);
  const writes = [
    deps.serviceTerms.put(term, after),
    ...(notice ? [notice.write] : []),
    ...(keys ? [keys] : []),
  ];
  await deps.commit(writes, notice ? [entryAbout(notice.mail, named.by)] : []);
  if (!notice) return 'ENDED';
  return notice.mail.state === 'SUPPRESSED' ? 'SUPPRESSED' : 'QUEUED';
}

/** Undefined when the term has ended: nobody needs to be told before any more. */
async function planNotice(
  deps: TermNoticeDeps,
  from: {
    readonly contactState: ContactState;
    readonly loaded: LoadedCustomer;
    readonly sealing: ReadySealing;
    readonly term: ServiceTerm;
    readonly name: ServiceName;
    readonly dueAt: string;
    readonly now: Date;
    readonly by: string;
  },
): Promise<{ readonly mail: Mail; readonly write: Write } | undefined> {
  const { contactState, loaded, sealing, term, name, dueAt, now, by } = from;
  const { customerId, id, expiresAt, product, version } = term;
  const owed = noticeOwed(expiresAt, now);
  if (owed === undefined) return undefined;
  const { customer, keyring } = loaded;
  const variables = { service: name.serviceRef, product, expiresAt, days: daysLeft(expiresAt, now) };
  return enqueueMail(deps, sealing, keyring, {
    id: mailIdOf(new Date(dueAt), 'TERM', customerId, id, String(version), String(owed), expiresAt),
    language: customer.language,
    filled: { template: 'SERVICE_EXTENSION', variables },
    requestedBy: `system:${by}`,
    requestId: deps.random.id(),
    decision: await askedDecision(deps, { contactState, customer }, 'SERVICE_EXTENSION'),
  });
}

function entryAbout({ id: mailId, customerId, requestId, state, reason: code }: Mail, by: string) {
  const refusal = state === 'SUPPRESSED' && code ? ({ outcome: 'REFUSED', code } as const) : {};
  return systemEntryOf(by, requestId, { action: 'SEND_NOTICE', customerId, mailId, ...refusal });
}
