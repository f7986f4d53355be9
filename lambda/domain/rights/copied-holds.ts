import type { Ports } from '../ports.ts';
import type { Section } from './copy.ts';

/** When requests from the address were stopped, why, and how the customer was reached (P3.6). Notes of staff are not among it. */
export async function copiedHolds(deps: Pick<Ports, 'emailHolds'>, customerId: string): Promise<Section> {
  const holds = await deps.emailHolds.ofCustomer(customerId);
  return holds.map(({ state, cause, heldAt, liftedAt, contacts }) => ({
    ...{ state, cause, heldAt, liftedAt },
    contacts: contacts.map(({ at, channel, confirmed }) => ({ at, channel, confirmed })),
  }));
}
