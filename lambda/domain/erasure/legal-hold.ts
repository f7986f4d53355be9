import { type DataClass, dataClasses } from '../access.ts';
import { hasEnded } from '../disclosure/disclosure-moves.ts';
import type { Ports } from '../ports.ts';
import type { LegalHold } from './erasure.ts';

/** Whether a hold keeps what it names at an instant. */
export const isActive = ({ liftedAt, until }: LegalHold, now: Date): boolean =>
  liftedAt === undefined && (until === undefined || until > now.toISOString());

/**
 * Classes of a customer that may not be erased now: those that a legal hold names, and all of them while a lawful order about the customer
 * is being answered: from its verification until it is refused, or what it demands has left.
 */
export async function heldClasses(
  deps: Pick<Ports, 'legalHolds' | 'disclosures' | 'now'>,
  customerId: string,
): Promise<readonly DataClass[]> {
  const [holds, orders] = await Promise.all([
    deps.legalHolds.ofCustomer(customerId),
    deps.disclosures.ordersNaming(customerId),
  ]);
  // Of these alone, however many other disclosures there are: each order is noted as it is verified, before there is anything else of it.
  const rows = await Promise.all(orders.map((id) => deps.disclosures.loadOfCustomer(customerId, id)));
  if (rows.some((row) => row?.result === 'PENDING')) return dataClasses;
  const untold = orders.filter((_, n) => rows[n] === undefined);
  if (await isBeingAnswered(deps, untold)) return dataClasses;
  const now = deps.now();
  const named = holds.filter((hold) => isActive(hold, now)).flatMap(({ classes }) => classes);
  return dataClasses.filter((one) => named.includes(one));
}

/** Whether one of these orders is still to be answered: read after the customer's rows, it may have said in one meanwhile what became of them. */
async function isBeingAnswered(
  deps: Pick<Ports, 'disclosures'>,
  orderIds: readonly string[],
): Promise<boolean> {
  const orders = await Promise.all(orderIds.map((id) => deps.disclosures.load(id)));
  return orders.some((order) => order !== undefined && !hasEnded(order) && order.handedOutAt === undefined);
}
