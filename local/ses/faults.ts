import type { Envelope } from './mailbox.ts';

/**
 * What goes wrong with one mail:
 * - `refuse`: an error of that code, such as `Throttling` (400) or `ServiceUnavailable` (503);
 * - `cut`: the connection breaks without an answer;
 * - `hang`: no answer ever comes.
 * `taken` says whether the mail went out all the same.
 */
export type SesFault =
  | { readonly kind: 'refuse'; readonly code: string; readonly status?: number }
  | { readonly kind: 'cut' | 'hang'; readonly taken: boolean };

/** Asked for every mail that would be taken; undefined: nothing goes wrong. */
export type FaultFor = (envelope: Envelope) => SesFault | undefined;
