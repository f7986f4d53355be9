import { alarmingLogLines } from '../../../lambda/declared/alarming-log-lines.ts';
import { type Invariant, rowsOf, text } from './left.ts';

/** An answer that is late woke somebody; work that the product does by itself was done. */
export const clocksKept: Invariant = (left) => {
  const now = new Date().toISOString();
  const late = rowsOf(left, 'REQUEST').filter(
    (row) =>
      text(row, 'state') === 'OPEN' && text(row, 'answerDueAt') !== '' && text(row, 'answerDueAt') < now,
  );
  const wasTold = left.logs.some((line) => line.includes(`"${alarmingLogLines.requestsOverdue.event}"`));
  const failed = left.logs.some((line) => line.includes(`"${alarmingLogLines.jobFailed.event}"`));
  const jobs = rowsOf(left, 'JOB').filter((row) => /^(QUEUED|RUNNING)$/.test(text(row, 'state')));
  const standing = jobs.filter((row) => text(row, 'dueAt') !== '' && text(row, 'dueAt') < now);
  const changes = rowsOf(left, 'EMAIL_CHANGE').filter(
    (row) => text(row, 'switchesAt') !== '' && text(row, 'switchesAt') < now && text(row, 'endedAt') === '',
  );
  return [
    ...(late.length > 0 && !wasTold ? [`${late.length} answers are late, and nobody was told`] : []),
    ...standing.map(
      (row) => `the job ${text(row, 'id')} stands still${failed ? '' : ', and nobody was told'}`,
    ),
    ...changes.map((row) => `the change of address of ${text(row, 'pk')} was not made`),
  ];
};
