import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { systemEntryOf } from '../audit/entry.ts';
import type { AuditAction } from '../audit/row.ts';
import type { Ports } from '../ports.ts';
import { movedOn, type Sweep, type Swept, sweepDue } from '../sweep-due.ts';
import type { Disclosure } from './disclosure.ts';
import { answerIsDueAt, decisionIsDueAt, warnAt } from './disclosure-due.ts';
import { noted } from './disclosure-moves.ts';
import { ending } from './end-disclosure.ts';

type Deps = Pick<Ports, 'now' | 'random' | 'commit' | 'disclosures' | 'jobs' | 'log'>;
type Entry = { readonly id: string };

/**
 * Wakes somebody an hour before the clock of an authority runs out, and again when it has (L116 25; D333 16(3)), once each: a package that is
 * sealed and that nobody has fetched is no answer. Ends packages that nobody collected in time, and requests that nobody decided on. Nothing waits for it: whoever collects is judged by the package's own end.
 * @param by name of the deployed function that acts
 * @returns how many moved on, and how many could not be handled
 */
export async function tendDisclosures(
  deps: Deps,
  { by, ...sweep }: Sweep & { readonly by: string },
): Promise<Swept> {
  const from = {
    lane: 'disclosures',
    fault: 'disclosure_not_handled',
    due: async (...asked: Parameters<Deps['disclosures']['due']>): Promise<readonly Entry[]> =>
      (await deps.disclosures.due(...asked)).map((id) => ({ id })),
    act: movedOn(({ id }: Entry) => tend(deps, id, by)),
  } as const;
  return sweepDue(deps, from, sweep);
}

async function tend(deps: Deps, id: string, by: string): Promise<boolean> {
  const before = await deps.disclosures.load(id);
  const next = before && planOf(deps, before, by);
  if (!before || !next) return false;
  const { after, also, action, alarm } = next;
  // Told before it is noted: a crash in between tells it twice.
  if (alarm) deps.log.error(alarmingLogLines[alarm].event, { count: 1, state: before.state });
  const entry = systemEntryOf(by, deps.random.id(), { action, reference: id });
  await deps.commit([...deps.disclosures.put(before, after), ...also], [entry]);
  return true;
}

function planOf(deps: Deps, before: Disclosure, by: string) {
  const now = deps.now().toISOString();
  const { state, package: sealed, warnedAt, lateAt } = before;
  if (state === 'SEALED' && sealed && sealed.expiresAt <= now) {
    const ended = ending(deps, before, 'EXPIRED', { by: `system:${by}` });
    return { ...ended, action: 'EXPIRE_DISCLOSURE', alarm: undefined } as const;
  }
  const decideBy = decisionIsDueAt(before);
  if (decideBy !== undefined && decideBy <= now) {
    const ended = ending(deps, before, 'EXPIRED', { by: `system:${by}`, cause: 'NOT_DECIDED' });
    return { ...ended, action: 'EXPIRE_DISCLOSURE', alarm: undefined } as const;
  }
  const dueAt = answerIsDueAt(before);
  if (dueAt === undefined) return undefined;
  const warned = { also: [], action: 'WARN_OF_DISCLOSURE' satisfies AuditAction } as const;
  if (lateAt === undefined && dueAt <= now)
    return { ...warned, after: noted(before, { lateAt: now }), alarm: 'authorityAnswerLate' } as const;
  if (warnedAt === undefined && lateAt === undefined && warnAt(dueAt) <= now)
    return { ...warned, after: noted(before, { warnedAt: now }), alarm: 'authorityAnswerDue' } as const;
  return undefined;
}
