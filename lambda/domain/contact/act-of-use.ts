import type { AuditEntry } from '../audit/row.ts';
import { type ActOfUse, acceptanceByUse, type ByUseDeps } from '../consent/acceptance-by-use.ts';
import type { IdentityDetails } from '../customer/details.ts';
import { DomainError } from '../errors.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { CustomerViewer } from '../viewer.ts';
import type { SuspectAct } from './judge-suspicion.ts';
import { type NoteDeps, noteSignals } from './note-signals.ts';

export type ActOfUseDeps = ByUseDeps & NoteDeps;

/** What an act of use adds to its own transaction. */
export interface UseAdded {
  readonly writes: readonly Write[];
  readonly audit: readonly AuditEntry[];
  /** The contact state is replaced among the writes: the act adds no condition of its own on it. */
  readonly replacesContact: boolean;
}

/**
 * What the signed-in customer's use of the system adds to an act: acceptance by use (P0.2), and what the rules of holds notice (P3.6). A rule
 * that fires stops requests from the address with the act itself, which is taken all the same. The caller saves the keyring afterwards.
 * @param facts what the rules ask of the act
 * @param more.contact the contact state as the act read it; without one it is read
 * @throws DomainError ERASURE_UNDER_WAY once everything of the customer is being erased, or waits for a legal hold to be
 */
export async function actOfUse(
  deps: ActOfUseDeps,
  viewer: CustomerViewer,
  loaded: LoadedCustomer,
  operation: ActOfUse,
  facts: Omit<SuspectAct, 'at' | 'network'>,
  more: { readonly contact?: ContactState; readonly identity?: IdentityDetails } = {},
): Promise<UseAdded> {
  const { id, language, state } = loaded.customer;
  // Beside what a legal hold keeps nothing comes back that was erased: no key is made where one was destroyed.
  if (state === 'ERASING') throw new DomainError('ERASURE_UNDER_WAY');
  const before = more.contact ?? (await deps.contactStates.load(id));
  if (!before) throw new DomainError('INTEGRITY_VIOLATION');
  const { requestId, origin } = viewer;
  const noting = { contact: before, language, by: 'api', requestId, origin };
  const { writes, audit, cause, contact } = await noteSignals(deps, noting, facts);
  const byUse = await acceptanceByUse(deps, viewer, loaded, operation, { ...more, contact });
  const isHeldNow = cause !== undefined && byUse.length === 0;
  const next = { ...contact, version: contact.version + 1 };
  return {
    writes: [...writes, ...byUse, ...(isHeldNow ? [deps.contactStates.replace(before, next)] : [])],
    audit,
    replacesContact: isHeldNow || byUse.length > 0,
  };
}

/** How often an act is planned again that others of the same customer come before: what is noted of each is kept in one row. */
export const useReadings = { STALE_REVISION: 15 } as const;
