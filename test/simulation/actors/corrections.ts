import { setTimeout as pause } from 'node:timers/promises';
import type { Json } from '../client.ts';
import { registered } from './legal.ts';
import { askedOf, detailsOf, look, note, type Written } from './own-details.ts';
import { type Customer, canary, digits, localId } from './person.ts';
import { employee, hold, officer, support } from './staff.ts';
import type { Stage } from './stage.ts';

const otherOfficer = employee('staff-officer-third', 'privacy_officer');
const cashier = employee('staff-cashier', 'billing');

/**
 * A customer asks on two devices for details to be corrected; each is decided by two people at once, while the details change, staff correct by themselves, the
 * address is held, or the customer goes. In the end the customer looks.
 */
export async function runCorrections(stage: Stage): Promise<void> {
  const { draw } = stage;
  const customers = await registered(stage);
  const who = customers.length > 0 ? draw.one(customers) : undefined;
  if (!who) return;
  const written: Written = new Map();
  const beginning = await detailsOf(stage, who);
  const both = draw.often(0.5);
  await Promise.all([ask(stage, who, true), ...(both ? [ask(stage, who, false)] : [])]);
  const meanwhile = draw.often(0.7) ? disturb(stage, who, written) : undefined;
  const asked = await askedOf(stage, who);
  await Promise.all(asked.map((one) => decide(stage, who, one, written)));
  await meanwhile;
  const end = await detailsOf(stage, who);
  if (!beginning || !end) return;
  for (const [field, value] of Object.entries(end)) {
    const may = written.get(field) ?? [beginning[field]];
    stage.details.push({ customerId: localId(who.id ?? ''), field, value, may });
  }
}

/** Asks; what is asked for stands in the correction's own words until it is decided. */
async function ask({ client, draw }: Stage, who: Customer, isWide: boolean): Promise<void> {
  const identityNumber = `0${digits(draw, 11)}`;
  const taxCode = `0${digits(draw, 11)}`;
  const why = canary(draw, 'why');
  who.words.push(identityNumber, taxCode, why);
  const values = isWide ? { identityNumber, taxCode } : { identityNumber };
  await client.act('requestCorrection', 'me { id }', who.person, { values, why });
}

/** Two decide on one at the same time, not always alike; whoever met a held address refuses, or leaves it. */
async function decide(
  { client, draw }: Stage,
  { id: customerId }: Customer,
  { id, dataClass, identity, payment }: Json,
  written: Written,
): Promise<void> {
  const people = dataClass === 'payment' ? [cashier, cashier] : [officer, otherOfficer];
  const { identityNumber, taxCode } = (identity ?? payment).after;
  await Promise.all(
    people.slice(draw.below(2)).map(async (by) => {
      await pause(draw.one([0, 0, 50, 2000]));
      const once = async (accept: boolean) => {
        const input = { customerId, id, accept, reason: canary(draw, 'because') };
        const { codes } = await client.act('decideCorrection', 'correction { id }', by, input);
        if (codes.length === 0 && accept && identityNumber) note(written, 'identityNumber', identityNumber);
        if (codes.length === 0 && accept && taxCode) note(written, 'taxCode', taxCode);
        return codes;
      };
      const codes = await once(draw.often(0.7));
      if (codes.includes('ADDRESS_HELD') && draw.often(0.6)) await once(false);
    }),
  );
}

/** Something else that happens to the customer's details, or to the customer. */
async function disturb(stage: Stage, who: Customer, written: Written): Promise<void> {
  const { client, draw } = stage;
  const { person, id: customerId } = who;
  const changed = async (
    act: string,
    record: string,
    by: Customer['person'],
    input: object,
    value: object,
  ) => {
    const { codes } = await client.act(act, record, by, input);
    if (codes.length === 0)
      for (const [field, one] of Object.entries(value)) note(written, field, String(one));
  };
  const correct = (by: Customer['person'], values: object) => {
    const input = { customerId, values, reason: canary(draw, 'reason') };
    return changed('correctCustomer', 'correction { id }', by, input, values);
  };
  const billingName = canary(draw, 'bill');
  const identityNumber = `0${digits(draw, 11)}`;
  who.words.push(billingName, identityNumber);
  const ways: readonly (() => Promise<unknown>)[] = [
    async () => {
      const expectedRevision = (await look(stage, who))?.revisions.payment ?? 0;
      const given = { billingName };
      await changed('updatePaymentDetails', 'me { id }', person, { ...given, expectedRevision }, given);
    },
    () => correct(cashier, { billingName }),
    () => correct(officer, { identityNumber }),
    () => correct(support, { name: canary(draw, 'Trần ') }),
    () => hold(stage, who),
    () => hold(stage, who),
    () => client.act('requestErasure', 'me { id }', person, {}),
  ];
  await pause(draw.one([0, 0, 50, 2000]));
  await draw.one(ways)();
}
