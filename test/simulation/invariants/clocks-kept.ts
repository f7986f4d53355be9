import { alarmingLogLines } from '../../../lambda/declared/alarming-log-lines.ts';
import { law } from '../../../lambda/domain/law.ts';
import type { Row } from '../services.ts';
import { flag, type Invariant, inside, type Remains, rowsOf, text } from './left.ts';

/** An answer that is late woke somebody; work that the product does by itself was done. */
export const clocksKept: Invariant = (left) => {
  const now = new Date().toISOString();
  const jobs = rowsOf(left, 'JOB').filter((row) => /^(QUEUED|RUNNING)$/.test(text(row, 'state')));
  const standing = jobs.filter((row) => text(row, 'dueAt') !== '' && text(row, 'dueAt') < now);
  return [
    ...ofIncidents(left, now),
    ...ofCommitments(left, now),
    ...ofEmailChanges(left, now),
    ...ofDisclosures(left, now),
    ...ofRequests(left, now),
    ...standing.map((row) => `the job ${text(row, 'id')} stands still`),
  ];
};

/** Late answers are told of once a day, of how many there are then: each by a line behind its time, or one is still to come of it on the next day. */
function ofRequests(left: Remains, now: string): readonly string[] {
  const { event } = alarmingLogLines.requestsOverdue;
  const lines = left.logs.filter((line) => line.includes(`"${event}"`));
  const times = lines.map((line) => /"at":"([^"]+)"/.exec(line)?.[1] ?? '');
  return rowsOf(left, 'REQUEST').flatMap((row) => {
    const due = text(row, 'answerDueAt');
    if (text(row, 'state') !== 'OPEN' || due === '' || due >= now) return [];
    const isTold = times.some((at) => at >= due || at.slice(0, 10) === now.slice(0, 10));
    return isTold ? [] : [`the answer to ${text(row, 'reference')} is late, and nobody was told`];
  });
}

/** Whoever has to report a breach was woken before the time was over, and when it was (L91 23). */
function ofIncidents(left: Remains, now: string): readonly string[] {
  const told = (event: string) => left.logs.some((line) => line.includes(`"${event}"`));
  return rowsOf(left, 'INCIDENT').flatMap((row) => {
    const due = text(row, 'reportDueAt');
    if (text(row, 'state') !== 'RECORDED' || due > now) return [];
    const wasTold = text(row, 'toldLateAt') !== '' && told(alarmingLogLines.incidentReportLate.event);
    return wasTold ? [] : [`the report of ${text(row, 'id')} is late, and nobody was told`];
  });
}

/** What a processor promised ends with its term, and somebody knew before. */
function ofCommitments(left: Remains, now: string): readonly string[] {
  const { commitmentEnded } = alarmingLogLines;
  return rowsOf(left, 'COMMITMENT').flatMap((row) => {
    const isOver = text(row, 'until') < now;
    if (!isOver || text(row, 'endedBy') !== '') return [];
    const wasTold = left.logs.some((line) => line.includes(`"${commitmentEnded.event}"`));
    const isEnded = text(row, 'state') === 'ENDED' && (wasTold || text(row, 'approvedAt') === '');
    return isEnded ? [] : [`the commitment ${text(row, 'id')} did not end with its term, or nobody was told`];
  });
}

/** A change of address is made, or ends, at its time (P3.5); while the address is held it waits for whoever lifts that. */
function ofEmailChanges(left: Remains, now: string): readonly string[] {
  const held = new Set(
    rowsOf(left, 'CONTACT_STATE')
      .filter((row) => flag(row, 'isHeld'))
      .map((row) => text(row, 'customerId')),
  );
  return rowsOf(left, 'EMAIL_CHANGE').flatMap((row) => {
    if (text(row, 'endedAt') !== '' || held.has(text(row, 'customerId'))) return [];
    const announced = inside(row, 'announced') as unknown as Row;
    const isVerified = text(row, 'verifiedAt') !== '';
    const spoken = text(row, 'agreedAt') || text(announced, 'switchesAt');
    // Later than that only where the old address was told later.
    const times = [isVerified ? spoken : text(announced, 'verifyBy'), text(row, 'dueAt')];
    return times.every((at) => at < now) ? [`the change of address of ${text(row, 'pk')} was not made`] : [];
  });
}

/** An authority that waits longer than law gives for its answer is told of, each once at least (L116 25; D333 16(3)). */
function ofDisclosures(left: Remains, now: string): readonly string[] {
  const { hours, urgentHours } = law.authority;
  const authorities = new Set(
    rowsOf(left, 'RECIPIENT')
      .filter((row) => text(row, 'recipientKind') === 'AUTHORITY')
      .map((row) => text(row, 'id')),
  );
  const orders = rowsOf(left, 'DISCLOSURE').filter((row) => authorities.has(text(row, 'recipientId')));
  const { event } = alarmingLogLines.authorityAnswerLate;
  const lines = left.logs.filter((line) => line.includes(`"${event}"`)).length;
  const told = orders.filter((row) => text(row, 'lateAt') !== '').length;
  return [
    ...(lines < told ? [`${told} authorities are noted as told of, ${lines} were`] : []),
    ...orders.flatMap((row) => {
      const isOpen = /^(OPENED|VERIFIED|APPROVED|SEALED)$/.test(text(row, 'state'));
      const dueIn = (row.urgency ? urgentHours : hours) * 3_600_000;
      const due = new Date(Date.parse(text(row, 'receivedAt')) + dueIn).toISOString();
      if (!isOpen || text(row, 'handedOutAt') !== '' || due >= now || text(row, 'lateAt') !== '') return [];
      return [`the authority of ${text(row, 'id')} has no answer, and nobody was told`];
    }),
  ];
}
