/** Tests that go through every step there is, or every page, and take their time: `npm run prove` runs them, `npm test` does not. */
export const exhaustive = [
  // Killed at every call of AWS.
  'test/domain/incident/incident-killed.test.ts',
  'test/domain/erasure/erasure-killed.test.ts',
  'test/domain/inbound/file-mail-killed.test.ts',
  'test/policy/p6-5-killed-anywhere.test.ts',
  'test/policy/p2-6-campaign-in-flight.test.ts',
  'test/policy/p2-5-promotions-and-refusals.test.ts',
  // Walks of whole pages; shorter walks stay.
  'test/browser/preference-centre.test.ts',
  'test/browser/hold-walk.test.ts',
  'test/browser/address-walk.test.ts',
  // Every operation with every fault, and without the first of two checks.
  'test/api/bad-input-faults.test.ts',
  'test/api/manners-without-plan-check.test.ts',
  // What is set back, what runs beside an erasure, mail of every odd kind.
  'test/policy/law-restore.test.ts',
  'test/policy/law-restore-acts.test.ts',
  'test/policy/law-erasure-in-flight.test.ts',
  'test/policy/p3-4-odd-mail.test.ts',
  // Attacks on every function, every id and every text of the schema.
  'test/attacks/forged-events.test.ts',
  'test/attacks/foreign-ids.test.ts',
  'test/attacks/oversized.test.ts',
  // Times of a taken and a free address.
  'test/api/customers-taken-address.test.ts',
  // The engine of the local cloud, started and killed.
  'test/local/dynamodb/start.test.ts',
  // Hundreds of seeds of faults, and every fault put in by hand.
  'test/simulation/many-seeds.test.ts',
  // Half a minute of load on the local cloud in a process of its own, with kills, and what is left of it.
  'test/soak/soak.test.ts',
  // Memory of a package of 1,000 customers.
  'test/bench/sealing.test.ts',
] as const;
