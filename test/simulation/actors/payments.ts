import type { KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openJwe } from '../../harness/open-jwe.ts';
import { isPassing, type Json } from '../client.ts';
import { texts } from '../invariants/left.ts';
import { knownRecipient, registered } from './legal.ts';
import { type Customer, canary, localId } from './person.ts';
import { changeGround, commit, type Processor, promised } from './processor.ts';
import { billing } from './service.ts';
import type { Stage } from './stage.ts';

/** What billing was answered, as it was then. */
export interface Payment {
  readonly customerId: string;
  readonly disclosureId: string;
  readonly keyThumbprint: string;
  /** Those that the processor found inside, by their names in rows. */
  readonly fields: readonly string[];
  /** Whether the customer's own row said by then that they were given. */
  readonly isShown: boolean;
}

/** A payment processor gives its word, billing has values sealed for it, order by order, and meanwhile the ground is taken from under that. */
export async function runPayments(stage: Stage): Promise<void> {
  const { draw } = stage;
  const known = await knownRecipient(stage, 'PAYMENT_PROCESSOR');
  const customers = await registered(stage);
  if (!known || customers.length === 0) return;
  const processor = { id: known.id, keys: [known.privateKey] };
  const who = draw.one(customers);
  if (draw.often(0.7)) await giveDetails(stage, who);
  const commitmentId = await commit(stage, processor);
  if (commitmentId === undefined) return;
  for (let orders = 1 + draw.below(3); orders > 0; orders--) {
    const meanwhile = draw.often(0.6) ? changeGround(stage, processor, who, commitmentId) : undefined;
    await pay(stage, processor, who);
    await meanwhile;
    await pause(draw.one([0, 1000, 300_000]));
  }
}

async function giveDetails({ client, draw }: Stage, who: Customer): Promise<void> {
  const line = canary(draw, 'line');
  who.words.push(line);
  const given = { billingAddress: { line, province: 'Đà Nẵng' }, expectedRevision: 0 };
  await client.act('updatePaymentDetails', 'me { id }', who.person, given);
}

const query = `mutation Pay($input: DiscloseForPaymentInput!) {
  discloseForPayment(input: $input) { disclosure { id fields keyThumbprint jwe } errors { code } }
}`;

/** One order, now and then by two calls at once with the same key, or once more: each is judged and sealed anew. */
async function pay({ client, draw, payments, services }: Stage, { id, keys }: Processor, who: Customer) {
  const orderReference = `ORD-${canary(draw, 'o')}`;
  who.words.push(orderReference);
  const input = {
    idempotencyKey: `key-${draw.bytes(12).toString('hex')}`,
    ...{ customerId: who.id, recipientId: id, orderReference, purpose: 'PAYMENT' },
    fields: draw.often(0.5) ? promised : promised.slice(0, 1 + draw.below(2)),
    consideration: 'NONE',
  };
  const call = async () => {
    for (let tries = 0; tries < 20; tries++) {
      const reply = await client.ask(query, { by: billing, variables: { input } });
      const given = reply.data?.discloseForPayment?.disclosure;
      if (given) return note(given);
      if (!isPassing(reply)) return;
      await pause((reply.retryAfter ?? 0) * 1000 + 1000 + draw.below(4000));
    }
  };
  const note = ({ id: disclosureId, keyThumbprint, jwe }: Json) => {
    const customerId = localId(who.id ?? '');
    const fields = jwe ? Object.keys(openedBy(keys, jwe).values) : [];
    const row = services
      .rows('records')
      .find(({ pk, sk }) => pk?.S === `CUS#${customerId}` && sk?.S === `DISCLOSURE#${disclosureId}`);
    const shown = row?.result?.S === 'GIVEN' ? texts(row, 'fields') : [];
    // Of whoever was erased meanwhile no row is left.
    const isShown = row === undefined || fields.every((one) => shown.includes(one));
    payments.push({ customerId, disclosureId, keyThumbprint, fields, isShown });
  };
  await Promise.all(Array.from({ length: draw.often(0.3) ? 2 : 1 }, call));
  if (draw.often(0.3)) await call();
}

/** By whichever key it was sealed to. */
function openedBy(keys: readonly KeyObject[], jwe: string): Json {
  for (const key of keys)
    try {
      return JSON.parse(openJwe(jwe, key).toString());
    } catch {}
  throw new Error('no key opens it');
}
