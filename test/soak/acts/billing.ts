import { userErrors } from '../../harness/ask.ts';
import { canary, type TestCloud } from '../../harness/cloud.ts';
import { sendNotice } from '../../harness/notices.ts';
import { personal } from '../../harness/personal-values.ts';
import { discloseForPayment, done, paymentInput } from '../../harness/recipients.ts';
import type { Customer } from '../acknowledged.ts';
import { anyCustomer, byCustomer, type CustomerAct, type SoakAct } from '../stage.ts';

const link = `mutation Link($input: LinkCustomerReferenceInput!) {
  linkCustomerReference(input: $input) { customer { id } errors { code path } }
}`;

async function numberOf(cloud: TestCloud, billing: string, who: Customer): Promise<string> {
  const number = canary('n-');
  const input = { idempotencyKey: canary('key-'), customerId: who.id, system: 'billing', number };
  done(await cloud.ask(link, { token: billing, variables: { input } }));
  return number;
}

/** Billing links a customer to its own number, once, and confirms a payment. */
const confirm: CustomerAct = async ({ cloud, cast: { billing }, acknowledged }, who) => {
  who.number ??= await numberOf(cloud, billing, who);
  const paymentReference = personal('payment reference', canary('PAY-'), who.emails);
  const paid = { amount: 1_250_000, currency: 'VND' };
  const paymentConfirmation = { paymentReference, paid, paidAt: new Date().toISOString() };
  const customer = { system: 'billing', number: who.number };
  const served = { ...who, customer, billing, provisioning: billing };
  const askedAt = Date.now();
  const { id } = done<{ id: string }>(await sendNotice(cloud, served, { paymentConfirmation }));
  acknowledged.notices.push({ id, askedAt, customer: who });
};
export const confirmPayment = byCustomer(confirm);

/** What a payment processor needs of one payment. */
export const disclosePayment: SoakAct = async (stage) => {
  const who = anyCustomer(stage);
  if (!who) return;
  const { cloud, cast } = stage;
  const orderReference = personal('order reference', `ORD-${canary()}`);
  const input = paymentInput(who.id, cast.processor.id, { orderReference });
  const answer = await discloseForPayment(cloud, cast.billing, input);
  if (who.isLeaving) return;
  // Whose processing is restricted or objected to says so.
  if (answer.data && userErrors(answer).length > 0 && who.rights.length > 1) return;
  done(answer);
  who.payments.push(orderReference);
};
