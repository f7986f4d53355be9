import { functions } from '../../lambda/declared/functions.ts';
import type { Services } from './services.ts';

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

/** The next instant, in milliseconds since 1970, at which the clock has something to do; undefined when there is none within days. */
export function nextDue({ rows }: Services): number | undefined {
  const now = Date.now();
  const records = rows('records');
  const held = new Set(
    records.filter(({ isHeld }) => isHeld?.BOOL === true).map(({ customerId }) => customerId?.S),
  );
  const times = records.flatMap((row) => {
    const text = (name: string) => String(row[name]?.S ?? '');
    const states = underWay[text('kind')];
    if (!states?.test(text('state') || text('step') || text('changeState'))) return [];
    // Looked at every few minutes until somebody lifts the hold, which nobody here does.
    if (text('kind') === 'EMAIL_CHANGE' && held.has(text('customerId'))) return [];
    const due = Date.parse(text('dueAt').slice(0, 24));
    // Somebody's answer that is late is told of once: nothing ends it.
    const isOver = /^(REQUEST|INCIDENT)$/.test(text('kind')) && due < now;
    // Taken up by what runs every few minutes.
    const begins = text('kind') === 'INBOUND_MAIL' ? due + everyMinutes * 60_000 : due;
    return due > now + horizon || isOver ? [] : [begins];
  });
  const known = times.filter((at) => !Number.isNaN(at));
  return known.length === 0 ? undefined : Math.min(...known);
}
