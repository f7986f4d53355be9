import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { Ports } from '../ports.ts';
import { movedOn, type Sweep, type Swept, sweepDue } from '../sweep-due.ts';
import { commitmentDueAt } from './commitment-due.ts';
import type { NamedCommitment } from './record-commitment.ts';

type Deps = Pick<Ports, 'now' | 'random' | 'commit' | 'commitments' | 'log'>;
type Due = Deps['commitments']['due'];

/**
 * Wakes somebody 30 days before the end of a commitment, once, and ends those whose term is over (P6.6). Nothing waits for it: a disclosure
 * asks for the term itself.
 * @param by name of the deployed function that acts
 * @returns how many moved on, and how many could not be handled
 */
export async function tendCommitments(
  deps: Deps,
  { by, ...sweep }: Sweep & { readonly by: string },
): Promise<Swept> {
  const from = {
    lane: 'commitments',
    fault: 'commitment_not_handled',
    due: (...asked: Parameters<Due>): Promise<readonly NamedCommitment[]> => deps.commitments.due(...asked),
    act: movedOn((named: NamedCommitment) => tend(deps, named, by)),
  } as const;
  return sweepDue(deps, from, sweep);
}

async function tend(deps: Deps, { recipientId, id }: NamedCommitment, by: string): Promise<boolean> {
  const before = await deps.commitments.load(recipientId, id);
  const now = deps.now().toISOString();
  const dueAt = before && commitmentDueAt(before);
  if (!before || dueAt === undefined || dueAt > now) return false;
  const isOver = before.until <= now;
  const line = isOver ? alarmingLogLines.commitmentEnded : alarmingLogLines.commitmentEndsSoon;
  // One that nobody ever approved was never a basis.
  if (!isOver || before.state === 'ACTIVE') deps.log.error(line.event, { count: 1 });
  const changes = isOver ? ({ state: 'ENDED', endedAt: before.until } as const) : { warnedAt: now };
  const after = { ...before, ...changes, version: before.version + 1 };
  const action = isOver ? 'END_COMMITMENT' : 'WARN_OF_COMMITMENT';
  const entry = systemEntryOf(by, deps.random.id(), { action, reference: id });
  await deps.commit([deps.commitments.put(before, after)], [entry]);
  return true;
}
