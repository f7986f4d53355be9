import type { Origin } from '../viewer.ts';
import type { Collection } from './collection-link.ts';

/** Somebody at a link. */
export interface Visitor {
  readonly token: string;
  readonly requestId: string;
  readonly origin: Origin;
}

/** Whoever holds a link need not be known otherwise: a recipient has no account (P7.1). */
export const visitorEntry = (
  { requestId, origin }: Visitor,
  { disclosure: { id: reference, fields } }: Collection,
  action: 'COLLECT_DISCLOSURE' | 'CONFIRM_RECEIPT',
) =>
  ({
    action,
    actor: { id: 'visitor', roles: [] },
    outcome: 'ALLOWED',
    fields,
    reference,
    requestId,
    origin,
  }) as const;
