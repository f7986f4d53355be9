import { canary } from './person.ts';
import type { ActorAct, Acts } from './stage.ts';

export const billing = {
  issuer: 'service',
  subject: 'billing-service',
  scopes: 'customers:link customers:read payments:disclose mail:send contact:check changes:read',
} as const;

/** Links the customer to a number of billing's own, once, and has a mail of operations sent to it. */
const confirmPayment: ActorAct = async ({ client, draw }, who) => {
  if (who.id === undefined) return;
  if (who.number === undefined) {
    who.number = canary(draw, 'C-');
    who.words.push(who.number);
    const link = { customerId: who.id, system: 'billing', number: who.number };
    await client.act('linkCustomerReference', 'customer { id }', billing, link);
  }
  const paymentConfirmation = {
    paid: { amount: 150000, currency: 'VND' },
    paidAt: '2026-11-20T03:00:00.000Z',
    paymentReference: canary(draw, 'pay'),
  };
  const customer = { system: 'billing', number: who.number };
  await client.act('sendNotice', 'mail { id }', billing, { customer, paymentConfirmation });
};

/** What services do with a customer. */
export const serviceActs: Acts = { confirmPayment };
