import { requireCustomer } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import type { NoticeShown } from '../input/notice.ts';
import { judgeNotice } from '../policy/judge-notice.ts';
import { requirePolicyInForce } from '../policy/policy-in-force.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer } from '../viewer.ts';
import { storageWrites } from './storage-writes.ts';

export type StoreAgainDeps = Pick<
  Ports,
  'now' | 'random' | 'sealing' | 'customers' | 'contactStates' | 'consents' | 'policies' | 'changes'
>;

/**
 * Storing that was withdrawn is agreed to anew, with the notice in force (P1.4).
 * @param contact the contact state as read, or as changed by the same act; its replacement is among the writes
 * @throws DomainError REQUIRED at `notice`, POLICY_VERSION_NOT_IN_FORCE, NOTICE_MISMATCH, NOT_REGISTERED
 */
export async function storeAgain(
  deps: StoreAgainDeps,
  viewer: CustomerViewer,
  contact: ContactState | undefined,
  notice: NoticeShown | undefined,
): Promise<readonly Write[]> {
  if (!notice) throw new DomainError('REQUIRED', ['notice']);
  if (!contact) throw new DomainError('NOT_REGISTERED');
  judgeNotice(notice, await requirePolicyInForce(deps, deps.now()));
  const loaded = await requireCustomer(deps, contact.customerId);
  const sealing = await deps.sealing.ready(['contact'], [loaded.keyring]);
  const shownIn = { ...viewer, language: notice.language };
  const writes = await storageWrites(deps, shownIn, { loaded, sealing }, { contact, granted: true });
  const keys = deps.sealing.saveKeyring(loaded.keyring);
  return [...writes, ...(keys ? [keys] : [])];
}
