import type { Row } from '../services.ts';
import {
  type Change,
  changesInOrder,
  count,
  type Invariant,
  inside,
  type Left,
  rowsOf,
  text,
  texts,
} from './left.ts';

/** Acts that came to the trail later than this after the end of a window, in milliseconds, nobody could count. */
const patience = 55_000;

/**
 * Whoever the trail says an incident touches is found (L91 23); once they are to be told, each is, or is gone; and nobody has two mails of one incident, however
 * often windows and words change. An incident goes from recorded to reported to closed, and one that was never reported is closed by another person.
 */
export const incidentsTold: Invariant<Left> = (left) => {
  const changes = changesInOrder(left);
  const gone = new Set(
    changes
      .filter(({ after }) => text(after, 'kind') === 'ERASURE')
      .map(({ after }) => text(after, 'customerId')),
  );
  // A count that was given up woke somebody.
  const givenUp = rowsOf(left, 'JOB').filter(
    (row) => text(row, 'type') === 'COUNT_AFFECTED' && text(row, 'state') === 'FAILED',
  );
  const affected = Map.groupBy(rowsOf(left, 'AFFECTED_SUBJECT'), (row) => text(row, 'incidentId'));
  return [
    ...moves(changes),
    ...mailedTwice(changes),
    ...rowsOf(left, 'INCIDENT').flatMap((incident) => {
      const isGivenUp = givenUp.some((job) => {
        const report = inside(job, 'report') as never;
        return (
          text(report, 'incidentId') === text(incident, 'id') &&
          count(report, 'round') === count(incident, 'round')
        );
      });
      if (incident.window === undefined || isGivenUp) return [];
      const own = (affected.get(text(incident, 'id')) ?? []).filter(
        (row) => count(row, 'round') === count(incident, 'round'),
      );
      const found = new Set(own.map((row) => text(row, 'subjectId')));
      const missing = [...touchedBy(left, incident)].filter((one) => !found.has(one));
      const say = (what: string) => `${text(incident, 'id')} ${what}`;
      return [
        ...(text(incident, 'countedAt') === '' ? [say('was never counted whole')] : []),
        ...missing.map((one) => say(`touches ${one}, who was not found`)),
        ...untold(incident, own, gone).map(say),
      ];
    }),
  ];
};

/** Whom acts of the window name, as the trail has them. */
function touchedBy({ services }: Left, incident: Row): ReadonlySet<string> {
  const window = inside(incident, 'window') as never;
  const [from, until, actors] = [text(window, 'from'), text(window, 'until'), texts(window, 'actors')];
  const inTime = services.streamed('audit').flatMap(({ dynamodb }) => {
    const row = dynamodb.NewImage as Row | undefined;
    const at = text(row, 'at').slice(0, 24);
    const isLate = dynamodb.ApproximateCreationDateTime * 1000 > Date.parse(until) + patience;
    const isOwn = actors.includes(text(row, 'actor')) && text(row, 'outcome') === 'ALLOWED';
    return isOwn && !isLate && from <= at && at <= until ? [text(row, 'customerId')] : [];
  });
  return new Set(inTime.filter((one) => one !== ''));
}

function untold(incident: Row, own: readonly Row[], gone: ReadonlySet<string>): readonly string[] {
  const notice = inside(incident, 'notice') as never;
  if (count(notice, 'round') !== count(incident, 'round')) return [];
  const isGone = (row: Row) => /^cor-/.test(text(row, 'subjectId')) || gone.has(text(row, 'subjectId'));
  const [told, counted] = [text(incident, 'notifiedAt'), text(incident, 'countedAt')];
  return [
    ...(told === '' || told < counted ? [`says of nobody, or too early, that all were told: ${told}`] : []),
    ...own
      .filter((row) => text(row, 'mailId') === '' && !(text(row, 'notToldBecause') && isGone(row)))
      .map((row) => `did not tell ${text(row, 'subjectId')}`),
  ];
}

function mailedTwice(changes: readonly Change[]): readonly string[] {
  const mails = new Set(
    changes
      .filter(({ before, after }) => !before && text(after, 'template') === 'INCIDENT_NOTICE')
      .map(({ after }) => text(after, 'id')),
  );
  const seen = new Set<string>();
  return changes.flatMap(({ table, after }) => {
    const [customerId, mailId] = [text(after, 'customerId'), text(after, 'mailId')];
    if (table !== 'audit' || text(after, 'action') !== 'NOTIFY_OF_INCIDENT' || customerId === '') return [];
    const name = `${text(after, 'reference')} ${customerId}`;
    const isTwice = seen.has(name);
    seen.add(name);
    return [
      ...(isTwice ? [`${name} was told twice`] : []),
      ...(mails.delete(mailId) ? [] : [`${name} was told by a mail that never was`]),
    ];
  });
}

function moves(changes: readonly Change[]): readonly string[] {
  return changes.flatMap(({ before, after }) => {
    if (text(after, 'kind') !== 'INCIDENT') return [];
    const [was, is] = [text(before, 'state'), text(after, 'state')];
    const say = (what: string) => `${text(after, 'id')} ${what}`;
    const isStep =
      was === is || /^(>RECORDED|RECORDED>REPORTED|RECORDED>CLOSED|REPORTED>CLOSED)$/.test(`${was}>${is}`);
    const isOwn =
      was === 'RECORDED' && is === 'CLOSED' && text(after, 'closedBy') === text(after, 'recordedBy');
    return [
      ...(isStep ? [] : [say(`went from ${was} to ${is}`)]),
      ...(isOwn ? [say('was closed unreported by whoever recorded it')] : []),
      ...(count(after, 'version') === count(before, 'version') + 1 ? [] : [say('was written over')]),
    ];
  });
}
