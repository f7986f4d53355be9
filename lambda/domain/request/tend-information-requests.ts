import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { orPark } from '../or-park.ts';
import type { Ports } from '../ports.ts';
import { after } from '../span.ts';
import { type Sweep, type Swept, sweepDue } from '../sweep-due.ts';
import { informationMail } from './information-mail.ts';

export type TendDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'customers'
  | 'contactStates'
  | 'informationRequests'
  | 'outbox'
  | 'tokens'
  | 'settings'
  | 'policies'
  | 'log'
>;

/**
 * Reminds once of what customers were asked for, and ends what nobody answered (P1.5).
 * @param by name of the deployed function that acts
 * @returns how many moved on, and how many could not be handled
 */
export async function tendInformationRequests(
  deps: TendDeps,
  { by, ...sweep }: Sweep & { readonly by: string },
): Promise<Swept> {
  const from = {
    lane: 'information-requests',
    fault: 'information_request_not_handled',
    due: deps.informationRequests.due,
    act: async (named: { customerId: string; id: string }) => {
      const { customerId, id } = named;
      const park = () => deps.informationRequests.park(customerId, id);
      const outcome = await orPark(deps, customerId, { act: () => tend(deps, named, by), park });
      if (outcome === 'PARKED') return 'FAILED';
      return outcome ? 'MOVED' : 'WAITING';
    },
  } as const;
  return sweepDue(deps, from, sweep);
}

async function tend(
  deps: TendDeps,
  { customerId, id }: { readonly customerId: string; readonly id: string },
  by: string,
): Promise<boolean> {
  const asked = await deps.informationRequests.load(customerId, id);
  const now = deps.now().toISOString();
  if (asked?.state !== 'ASKED') return false;
  const { reference } = asked;
  const version = asked.version + 1;
  const contact = await deps.contactStates.load(customerId);
  const [loaded] = await deps.customers.load([customerId]);
  // Whoever is gone is asked no more.
  if (asked.until <= now || !contact || !loaded) {
    const expired = { ...asked, state: 'EXPIRED', endedAt: now, version } as const;
    const entry = systemEntryOf(by, deps.random.id(), {
      action: 'EXPIRE_INFORMATION_REQUEST',
      customerId,
      reference,
    });
    await deps.commit([deps.informationRequests.put(asked, expired)], [entry]);
    return true;
  }
  if (asked.remindedAt !== undefined || reminderOf(asked.askedAt) > now) return false;
  const sealing = await deps.sealing.ready(['contact'], [loaded.keyring]);
  const sender = { contact, requestedBy: `system:${by}`, requestId: deps.random.id() };
  const { tokenId, writes } = informationMail(deps, sealing, loaded, asked, sender);
  const reminded = { ...asked, remindedAt: now, tokenIds: [...asked.tokenIds, tokenId], version };
  const keys = deps.sealing.saveKeyring(loaded.keyring);
  await deps.commit(
    [
      deps.informationRequests.put(asked, reminded),
      deps.contactStates.unchanged(contact),
      ...writes,
      ...(keys ? [keys] : []),
    ],
    [],
  );
  return true;
}

const reminderOf = (askedAt: string): string => after(askedAt, { days: limits.informationReminderDays });
