import { type DataClass, dataClasses } from '../access.ts';
import { hasEnded } from '../disclosure/disclosure-moves.ts';
import type { Ports } from '../ports.ts';
import { isActive } from './is-hold-active.ts';

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
    holdingOrders(deps, customerId),
  ]);
  if (orders.length > 0) return dataClasses;
  const now = deps.now();
  const named = holds.filter((hold) => isActive(hold, now)).flatMap(({ classes }) => classes);
  return dataClasses.filter((one) => named.includes(one));
}

/** Lawful orders about a customer that are being answered, by their ids: each keeps everything of the customer. */
export async function holdingOrders(
  deps: Pick<Ports, 'disclosures'>,
  customerId: string,
): Promise<readonly string[]> {
  const orders = await deps.disclosures.ordersNaming(customerId);
  // Of these alone, however many other disclosures there are: each order is noted as it is verified, before there is anything else of it.
  const rows = await Promise.all(orders.map((id) => deps.disclosures.loadOfCustomer(customerId, id)));
  const holds = await Promise.all(
    orders.map((id, n) => (rows[n] ? rows[n].result === 'PENDING' : isBeingAnswered(deps, id))),
  );
  return orders.filter((_, n) => holds[n]);
}

/** Whether an order is still to be answered: read after the customer's rows, it may have said in one meanwhile what became of them. */
async function isBeingAnswered(deps: Pick<Ports, 'disclosures'>, orderId: string): Promise<boolean> {
  const order = await deps.disclosures.load(orderId);
  return order !== undefined && !hasEnded(order) && order.handedOutAt === undefined;
}
