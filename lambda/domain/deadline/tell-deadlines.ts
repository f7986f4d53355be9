import { type AlarmingLogLine, alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import { isFirstToday } from '../first-today.ts';
import type { Ports } from '../ports.ts';
import { dateAfter } from '../span.ts';
import type { DeadlineKind } from './deadline.ts';

/** Counted up to this many. */
const most = 50;

interface Telling {
  /** Hours before a clock runs out in which somebody is woken by `deadlinesNear`; absent: nobody is. */
  readonly near?: number;
  /** The line that wakes somebody once it has; absent: nobody is. */
  readonly passed?: AlarmingLogLine;
  /** Hours that what the product does by itself may be late before that. */
  readonly patience?: number;
}

/**
 * How each clock is told. AUTHORITY, INCIDENT_REPORT and COMMITMENT_ENDS are not here: what tends them tells of each one by lines of their
 * own, and notes that it did. Nor is ERASURE: one that stands still is told as `erasure_late`.
 */
const tellings: Readonly<Partial<Record<DeadlineKind, Telling>>> = {
  FIRST_ANSWER: { near: limits.answerWarningHours, passed: 'requestsOverdue' },
  RIGHTS_ANSWER: { near: limits.answerWarningHours, passed: 'requestsOverdue' },
  CORRECTION: { near: limits.rightWarningHours, passed: 'correctionsOverdue' },
  RIGHT: { near: limits.rightWarningHours, passed: 'rightsOverdue' },
  EMAIL_HOLD: { near: limits.answerWarningHours, passed: 'deadlinesPassed' },
  LEGAL_HOLD_ENDS: { near: limits.legalHoldWarningHours },
  // The product reminds the customer, ends it and erases by itself.
  INFORMATION: { passed: 'deadlinesPassed', patience: limits.ownClockPatienceHours },
  RETENTION: { passed: 'deadlinesPassed', patience: limits.ownClockPatienceHours },
};

/** Wakes someone before clocks run out and when they have: each kind and line once a day, with how many, as long as it is so. */
export async function tellDeadlines(
  deps: Pick<Ports, 'deadlines' | 'counters' | 'now' | 'log'>,
): Promise<void> {
  for (const [kind, telling] of Object.entries(tellings) as [DeadlineKind, Telling][]) {
    const { near = 0, passed, patience = 0 } = telling;
    const now = deps.now();
    const after = (hours: number) => dateAfter(now, { hours });
    const { items } = await deps.deadlines.page([kind], { first: most, until: after(near - patience) });
    const late = items.filter(({ node }) => node.dueAt <= after(-patience).toISOString()).length;
    if (passed) await tell(deps, passed, kind, late);
    await tell(deps, 'deadlinesNear', kind, items.length - late);
  }
}

async function tell(
  deps: Pick<Ports, 'counters' | 'now' | 'log'>,
  line: AlarmingLogLine,
  kind: DeadlineKind,
  count: number,
): Promise<void> {
  if (count > 0 && (await isFirstToday(deps, `${line}-${kind}`)))
    deps.log.error(alarmingLogLines[line].event, { state: kind, count });
}
