/** A length of time, in the unit in which it is named. */
export type Span =
  | { readonly days: number }
  | { readonly hours: number }
  | { readonly minutes: number }
  | { readonly seconds: number };

/** An instant, as a date or in RFC 3339. */
type Instant = Date | string;

/** How long it is, in milliseconds; a day has 24 hours. */
export function milliseconds(span: Span): number {
  if ('days' in span) return span.days * 86_400_000;
  if ('hours' in span) return span.hours * 3_600_000;
  return 'minutes' in span ? span.minutes * 60_000 : span.seconds * 1000;
}

/** The instant so much later. */
export const dateAfter = (instant: Instant, span: Span): Date =>
  new Date(new Date(instant).getTime() + milliseconds(span));

/** The instant so much earlier. */
export const dateBefore = (instant: Instant, span: Span): Date =>
  new Date(new Date(instant).getTime() - milliseconds(span));

/** The instant so much later, in RFC 3339, UTC, to the millisecond. */
export const after = (instant: Instant, span: Span): string => dateAfter(instant, span).toISOString();

/** The instant so much earlier, in RFC 3339, UTC, to the millisecond. */
export const before = (instant: Instant, span: Span): string => dateBefore(instant, span).toISOString();
