import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { orPark } from '../or-park.ts';
import type { ContactState } from '../ports/contact.ts';
import type { Ports } from '../ports.ts';
import { nextLook, standing } from './address-standing.ts';
import { issueVerification } from './issue-verification.ts';

export type LookAfterDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'customers'
  | 'contactStates'
  | 'changes'
  | 'outbox'
  | 'tokens'
  | 'settings'
  | 'policies'
  | 'log'
>;

/**
 * Looks after one address whose time has come (P3.2): asks its customer to confirm it anew when that was a year ago, once a year; gives up
 * one that has bounced for long. Any number of callers, struck at any step, do each once. `PARKED`: it, or its customer, is not what was stored.
 * @throws what the stores throw; the address stays due
 */
export async function lookAfterAddress(
  deps: LookAfterDeps,
  named: { readonly customerId: string; readonly by: string },
): Promise<'REMINDED' | 'GIVEN_UP' | 'WAITING' | 'PARKED'> {
  const { customerId } = named;
  const park = () => deps.contactStates.park(customerId);
  const act = async () => {
    const state = await deps.contactStates.load(customerId);
    const look = state && nextLook(state);
    if (!state || !look || look.at > deps.now().toISOString()) return 'WAITING';
    return look.act === 'REMIND' ? remind(deps, state, named.by) : giveUp(deps, state, named.by);
  };
  return orPark(deps, customerId, { act, park });
}

async function remind(deps: LookAfterDeps, state: ContactState, by: string): Promise<'REMINDED'> {
  const { customerId, emailIndexes, version } = state;
  const [loaded] = await deps.customers.load([customerId]);
  if (!loaded) throw new DomainError('INTEGRITY_VIOLATION');
  const { customer, keyring } = loaded;
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  const requestId = deps.random.id();
  const { mail, writes } = issueVerification(deps, sealing, keyring, {
    emailIndexes,
    language: customer.language,
    requestId,
    occasion: 'REMINDER',
    requestedBy: `system:${by}`,
  });
  const remindedAt = deps.now().toISOString();
  const keys = deps.sealing.saveKeyring(keyring);
  await deps.commit(
    [
      deps.contactStates.replace(state, { ...state, remindedAt, version: version + 1 }),
      ...writes,
      ...(keys ? [keys] : []),
    ],
    [systemEntryOf(by, requestId, { action: 'REMIND_TO_CONFIRM', customerId, mailId: mail.id })],
  );
  return 'REMINDED';
}

async function giveUp(deps: LookAfterDeps, state: ContactState, by: string): Promise<'GIVEN_UP'> {
  const { customerId, version } = state;
  const customer = await deps.customers.record(customerId);
  if (!customer) throw new DomainError('INTEGRITY_VIOLATION');
  const at = deps.now();
  const after = { ...standing(state, 'GIVEN_UP', 'STAYED_BOUNCING', at), version: version + 1 };
  await deps.commit(
    [
      deps.contactStates.replace(state, after),
      deps.customers.replace(customer, {
        ...customer,
        version: customer.version + 1,
        addressState: 'GIVEN_UP',
      }),
      deps.changes.insert({ id: deps.random.id(), customerId, kind: 'ADDRESS', at: at.toISOString() }),
    ],
    [
      systemEntryOf(by, deps.random.id(), {
        action: 'MARK_ADDRESS',
        code: 'GIVEN_UP',
        customerId,
        fields: ['email'],
      }),
    ],
  );
  return 'GIVEN_UP';
}
