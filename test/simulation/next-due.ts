import { functions } from '../../lambda/declared/functions.ts';
import type { Row, Services } from './services.ts';

/** What is still under way, by kind and state. */
const underWay: Readonly<Record<string, RegExp>> = {
  MAIL: /^(QUEUED|SENDING|UNCERTAIN)$/,
  JOB: /^(QUEUED|RUNNING)$/,
  EMAIL_CHANGE: /^(AWAITING_APPROVAL|PENDING)$/,
  ERASURE: /^(?!DONE)/,
  REQUEST: /^OPEN$/,
  INBOUND_MAIL: /./,
  CUSTOMER_DISCLOSURE: /^/,
  COMMITMENT: /^(PROPOSED|ACTIVE)$/,
  INCIDENT: /^RECORDED$/,
  DISCLOSURE: /^(OPENED|VERIFIED|APPROVED|SEALED)$/,
};
const { everyMinutes } = functions.inboundMail;
const horizon = 4 * 24 * 3_600_000;

/** The next instant, in milliseconds since 1970, at which the clock has something to do, and for which row; undefined when there is none within days. */
export function nextDue({ rows }: Services): { readonly at: number; readonly what: string } | undefined {
  const now = Date.now();
  const records = rows('records');
  const held = new Set(
    records.filter(({ isHeld }) => isHeld?.BOOL === true).map(({ customerId }) => customerId?.S),
  );
  const paused = new Set(
    records
      .filter(({ kind, state }) => kind?.S === 'CAMPAIGN' && state?.S === 'PAUSED')
      .map(({ id }) => id?.S),
  );
  const times = records.flatMap((row) => {
    const text = (name: string) => String(row[name]?.S ?? '');
    const kind = text('kind');
    const states = underWay[kind];
    if (!states?.test(text('state') || text('step') || text('changeState'))) return [];
    // Looked at every few minutes until somebody lifts the hold, or lets the campaign go on, which nobody does any more.
    if (kind === 'EMAIL_CHANGE' && held.has(text('customerId'))) return [];
    if (kind === 'MAIL' && paused.has(text('campaignId'))) return [];
    const due = text('dueAt').slice(0, 24);
    const instants = kind === 'DISCLOSURE' ? ofDisclosure(row, due) : [due];
    return instants.flatMap((instant) => {
      const at = Date.parse(instant);
      // Somebody's answer that is late is told of once: nothing ends it.
      const isOver = /^(REQUEST|INCIDENT)$/.test(kind) && at < now;
      if (Number.isNaN(at) || at > now + horizon || isOver) return [];
      // Taken up by what runs every few minutes.
      const begins = kind === 'INBOUND_MAIL' ? at + everyMinutes * 60_000 : at;
      return [{ at: begins, what: `${kind} ${text('id')}, due at ${instant}` }];
    });
  });
  const [first] = times.sort((one, other) => one.at - other.at);
  return first;
}

/** One for an authority keeps its place when somebody was warned, and when it is late: what is next is the authority's time, or the end of its package. */
function ofDisclosure(row: Row, due: string): readonly string[] {
  const isTold = row.warnedAt !== undefined || row.lateAt !== undefined;
  const isAnswered = row.handedOutAt !== undefined || row.lateAt !== undefined;
  const sealed = row.package?.M as Row | undefined;
  return [
    ...(isTold ? [] : [due]),
    ...(isAnswered ? [] : [String(row.answerDueAt?.S ?? '')]),
    ...(row.state?.S === 'SEALED' ? [String(sealed?.expiresAt?.S ?? '')] : []),
  ];
}
