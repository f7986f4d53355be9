import { type DataClass, dataClasses } from '../access.ts';
import { type EmailHold, holdCauses } from '../contact/email-hold.ts';
import { held } from '../contact/set-hold.ts';
import type { LegalHold } from '../erasure/erasure.ts';
import { type ReplayedRow, subjectOf, uponCustomer } from './replayed-act.ts';

type OfCustomer = ReplayedRow & { readonly customerId: string };

/** The address is held again (P3.6), under the id of then. Its words are lost; who was told of it is not told again. */
export const replayHold = uponCustomer(async (deps, row) => {
  const { customerId, reference: id, at } = row;
  const contact = await deps.contactStates.load(customerId);
  if (id === undefined || !contact || contact.isHeld || (await deps.emailHolds.load(customerId, id)))
    return [];
  return [
    deps.emailHolds.put(undefined, holdOf(row, id)),
    deps.contactStates.replace(contact, { ...held(contact), version: contact.version + 1 }),
    deps.changes.insert({ id: deps.random.id(), customerId, kind: 'ADDRESS', at }),
  ];
});

/**
 * A hold that began and ended since leaves its record, so that it is not set again, whichever row is met first. One that began before stays until
 * staff lift it anew: what was said in the contact is lost.
 */
export const replayReleasedHold = uponCustomer(async (deps, row) => {
  const { customerId, reference: id, at: liftedAt, since } = row;
  if (id === undefined) return [];
  const [contact, hold] = await Promise.all([
    deps.contactStates.load(customerId),
    deps.emailHolds.load(customerId, id),
  ]);
  if (!contact) return [];
  const lifted = { state: 'LIFTED', liftedAt, liftedBy: subjectOf(row) } as const;
  if (!hold) return [deps.emailHolds.put(undefined, { ...holdOf(row, id), ...lifted })];
  if (hold.state === 'LIFTED' || hold.heldAt < since) return [];
  const after = { ...hold, ...lifted, version: hold.version + 1 };
  return [
    deps.emailHolds.put(hold, after),
    deps.contactStates.replace(contact, { ...contact, isHeld: false, version: contact.version + 1 }),
  ];
});

const holdOf = (row: OfCustomer, id: string): EmailHold => ({
  ...{ id, customerId: row.customerId, state: 'HELD', version: 1 },
  cause: holdCauses.find((cause) => cause === row.code) ?? 'STAFF',
  ...{ heldAt: row.at, heldBy: row.actor.id, sealedWhy: undefined, contacts: [] },
  ...{ liftedAt: undefined, liftedBy: undefined },
});

/** What law demands to keep is kept again (L91 14): without its words and its end, until the privacy officer lifts it. */
export const replayLegalHold = uponCustomer(async (deps, row) => {
  const { customerId, reference: id } = row;
  const [customer, contact] = await Promise.all([
    deps.customers.record(customerId),
    deps.contactStates.load(customerId),
  ]);
  if (id === undefined || !customer || (await deps.legalHolds.load(customerId, id))) return [];
  return [
    deps.legalHolds.put(undefined, legalHoldOf(row, id)),
    // As where it was placed: an erasure that begins beside it comes before it or after.
    contact
      ? deps.contactStates.replace(contact, { ...contact, version: contact.version + 1 })
      : deps.customers.replace(customer, { ...customer, version: customer.version + 1 }),
  ];
});

/** A legal hold that was lifted is lifted, whether the tables know of it or not. */
export const replayLiftedLegalHold = uponCustomer(async (deps, row) => {
  const { customerId, reference: id, at: liftedAt } = row;
  if (id === undefined || !(await deps.customers.record(customerId))) return [];
  const hold = await deps.legalHolds.load(customerId, id);
  if (hold?.liftedAt !== undefined) return [];
  const lifted = { liftedAt, liftedBy: subjectOf(row) };
  if (!hold) return [deps.legalHolds.put(undefined, { ...legalHoldOf(row, id), ...lifted })];
  return [deps.legalHolds.put(hold, { ...hold, ...lifted, version: hold.version + 1 })];
});

const legalHoldOf = (row: OfCustomer, id: string): LegalHold => ({
  ...{ id, customerId: row.customerId, classes: classesIn(row) },
  ...{ placedAt: row.at, placedBy: subjectOf(row), until: undefined },
  ...{ liftedAt: undefined, liftedBy: undefined, version: 1, sealedWhy: undefined },
});

/** One that does not say what it keeps keeps everything. */
function classesIn({ fields = [] }: ReplayedRow): readonly DataClass[] {
  const named = dataClasses.filter((one) => fields.includes(one));
  return named.length > 0 ? named : dataClasses;
}
