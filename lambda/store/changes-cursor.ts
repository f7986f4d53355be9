import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import { before } from '../domain/span.ts';

/**
 * How far a reader of the feed has come. Places are sort keys of changes, `<instant>#<id>`, or instants alone.
 * - `settled`: everything up to here has come, whatever is still being written;
 * - `upTo`: on the way through what may still change, the last change that came; reading goes back to `settled` after the newest.
 */
export interface ChangesCursor {
  readonly settled: string;
  readonly upTo: string | undefined;
}

const place = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z(?:#[0-9A-Za-z_-]{1,64})?`;
const form = new RegExp(`^(${place})(?:\\|(${place}))?$`);

/** The oldest instant of which every change is still kept. */
export const oldestKept = (now: Date): string => before(now, { days: limits.changesKeepDays });

/** Up to here no change can come any more: whatever writes one has ended. */
export const settledAt = (now: Date): string => before(now, { seconds: limits.changesSettleSeconds });

export const instantOf = (at: string): string => at.slice(0, 24);

export function textOfCursor({ settled, upTo }: ChangesCursor): string {
  return Buffer.from(upTo === undefined ? settled : `${settled}|${upTo}`).toString('base64url');
}

/**
 * @throws DomainError CURSOR_INVALID at `after`: the feed gave out no such cursor, or did so that long ago that changes behind it are
 * kept no more. The reader starts without one.
 */
export function readCursor(text: string, now: Date): ChangesCursor {
  const invalid = new DomainError('CURSOR_INVALID', ['after']);
  const [, settled, upTo] = form.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (settled === undefined || (upTo !== undefined && upTo <= settled)) throw invalid;
  const cursor = { settled, upTo };
  const instant = instantOf(settled);
  if (Number.isNaN(Date.parse(instant)) || textOfCursor(cursor) !== text) throw invalid;
  if (instant < oldestKept(now) || instant > now.toISOString()) throw invalid;
  return cursor;
}
