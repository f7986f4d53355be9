import type { Viewer } from '../viewer.ts';
import type { AuditActor, AuditEntry } from './row.ts';

/** What an operation says of its act; who did it, from where and in which request follows from the viewer. */
export type ActFacts = Omit<AuditEntry, 'actor' | 'requestId' | 'origin' | 'outcome'> & {
  /** `ALLOWED` unless said otherwise. */
  readonly outcome?: AuditEntry['outcome'];
};

/**
 * An entry about an act of a viewer. An act of a signed-in customer names the customer record it is bound to by
 * `facts.customerId`; without one nobody is known yet, and it is an act of a visitor.
 */
export function entryOf(viewer: Viewer, facts: ActFacts): AuditEntry {
  return {
    outcome: 'ALLOWED',
    ...facts,
    actor: actorOf(viewer, facts.customerId),
    requestId: viewer.requestId,
    origin: viewer.origin,
  };
}

/** An entry about an act of the product itself. `functionName` as in `lambda/declared/functions.ts`. */
export function systemEntryOf(functionName: string, requestId: string, facts: ActFacts): AuditEntry {
  return { outcome: 'ALLOWED', ...facts, actor: { id: `system:${functionName}`, roles: [] }, requestId };
}

/** Opaque ids only. The roles of a service are its scopes. */
export function actorOf(viewer: Viewer, customerId: string | undefined): AuditActor {
  switch (viewer.kind) {
    case 'visitor':
      return { id: 'visitor', roles: [] };
    case 'customer':
      return { id: customerId === undefined ? 'visitor' : `customer:${customerId}`, roles: [] };
    case 'staff':
      return { id: `staff:${viewer.subject}`, roles: viewer.roles };
    case 'service':
      return { id: `service:${viewer.clientId}`, roles: viewer.scopes };
  }
}
