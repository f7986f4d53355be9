import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { AuditEntry } from '../audit/row.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { Disclosure } from './disclosure.ts';
import { queueDisclosureJob } from './disclosure-job.ts';
import { moved } from './disclosure-moves.ts';
import { ending } from './end-disclosure.ts';

export type SendBackDeps = Pick<Ports, 'jobs' | 'now' | 'random' | 'log'>;
export type StopDeps = SendBackDeps & Pick<Ports, 'recipients'>;

/** Why the product itself stops a disclosure. */
export interface Stopped {
  /** Name of the deployed function that acts. */
  readonly by: string;
  /** A code. */
  readonly cause: string;
  /** Of several customers the one whose basis is gone. */
  readonly because?: string | undefined;
}

/** What a disclosure becomes that was stopped, and what is written with it. The caller puts it. */
export interface Stop {
  readonly after: Disclosure;
  readonly also: readonly Write[];
  readonly entry: AuditEntry;
}

/**
 * Stops what was approved. An order of which nothing has left is owed an answer whatever speaks against this package, so that it does not end by
 * itself: people decide on it anew. All else ends, and so does an order whose recipient was revoked.
 */
export async function stopping(deps: StopDeps, before: Disclosure, stopped: Stopped): Promise<Stop> {
  if (isOwed(before)) {
    const recipient = await deps.recipients.load(before.recipientId);
    if (recipient && recipient.state !== 'REVOKED') return sendingBack(deps, before, stopped);
  }
  return revoking(deps, before, stopped);
}

/** What ends where nobody is owed an answer. */
export function revoking(
  deps: Pick<Ports, 'jobs' | 'now' | 'random'>,
  before: Disclosure,
  stopped: Stopped,
): Stop {
  const { by, cause, because } = stopped;
  const ended = ending(deps, before, 'REVOKED', { by: `system:${by}`, cause, because });
  return { ...ended, entry: entryOf(deps, before, 'REVOKE_DISCLOSURE', stopped) };
}

/** Whether something was approved on an order, and nothing of it has left. */
export const isOwed = ({ basis, handedOutAt }: Pick<Disclosure, 'basis' | 'handedOutAt'>): boolean =>
  basis.kind === 'LEGAL_ORDER' && handedOutAt === undefined;

/** An order as it is to be decided anew; somebody is woken, before it is. */
export function sendingBack(deps: SendBackDeps, before: Disclosure, stopped: Stopped): Stop {
  const { by, cause } = stopped;
  const sent = sentBack(deps, before, { by: `system:${by}`, cause });
  deps.log.error(alarmingLogLines.authorityAnswerStopped.event, { count: 1, state: before.state });
  return { ...sent, entry: entryOf(deps, before, 'STOP_DISCLOSURE', stopped) };
}

/**
 * VERIFIED again, with nothing of the approval: its clock and its alarms, its place in the lists and the hold on those it names go on (`hold-named.ts`).
 * From here on its link opens nothing, and a job destroys the package, which nobody ever had.
 * @throws DomainError WRONG_STATE at `id`
 */
export function sentBack(
  deps: Pick<Ports, 'jobs' | 'now'>,
  before: Disclosure,
  { by, cause }: { readonly by: string; readonly cause: string },
): Pick<Stop, 'after' | 'also'> {
  const after = moved(before, 'VERIFIED', {
    ...{ cause, stoppedAt: deps.now().toISOString(), round: before.round + 1 },
    ...{ decidedAt: undefined, decidedBy: undefined, approvedKey: undefined },
    ...{ package: undefined, link: undefined },
  });
  const digest = before.package?.digest;
  return { after, also: queueDisclosureJob(deps, before, by, 'BACK', { digest }) };
}

function entryOf(
  { random }: Pick<Ports, 'random'>,
  { id: reference, fields }: Disclosure,
  action: 'STOP_DISCLOSURE' | 'REVOKE_DISCLOSURE',
  { by, cause: code }: Stopped,
): AuditEntry {
  return { ...systemEntryOf(by, random.id(), { action, reference, fields }), code };
}
