import fc from 'fast-check';
import { expect, it } from 'vitest';
import { actInstant } from '../../../lambda/domain/consent/act-instant.ts';
import { applyFacts } from '../../../lambda/domain/consent/apply-facts.ts';
import { changingChoices } from '../../../lambda/domain/consent/changing-choices.ts';
import { type Choice, choiceFacts, factOf } from '../../../lambda/domain/consent/consent-writes.ts';
import { choicesIn } from '../../../lambda/domain/consent/fact.ts';
import {
  guardianshipOf,
  isForGrownUps,
  isSameGuardianship,
  isUnderGuardianship,
} from '../../../lambda/domain/consent/guardianship.ts';
import { isStale } from '../../../lambda/domain/consent/is-stale.ts';
import { groundFor } from '../../../lambda/domain/contact/consent-ground.ts';
import type { RefusablePurpose } from '../../../lambda/domain/purposes.ts';
import { versionsOf } from './versions.ts';

const versions = versionsOf(1);
const [version] = versions;
if (!version) throw new RangeError('there is one');
const day = 86_400_000;
const begin = Date.UTC(2026, 1);

const purpose = fc.constantFrom<RefusablePurpose>('PROMOTIONS', 'SURVEYS', 'NEW_PRODUCTS', 'SERVICE_NOTICE');
/** Birth dates that turn 16 before, during and after what happens. */
const birthDate = fc
  .integer({ min: -200, max: 600 })
  .map((days) => new Date(Date.UTC(2010, 1) + days * day).toISOString().slice(0, 10));
const act = fc.record({
  wait: fc.integer({ min: 0, max: 60 * day }),
  what: fc.oneof(
    fc.record({ by: fc.constantFrom('customer', 'guardian'), purpose, granted: fc.boolean() }),
    // A birth date that is told or corrected; none, where another detail is.
    fc.record({ by: fc.constant('details'), dateOfBirth: fc.option(birthDate, { nil: undefined }) }),
  ),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Acts as the operations take them: what a child may not grant is refused, and details are looked at when they are told. */
function live(acts: readonly Act[]) {
  const random = { id: () => 'F', bytes: (length: number) => new Uint8Array(length) };
  const saying = (at: Date, byGuardian = false) =>
    ({
      at,
      version: version as (typeof versions)[number],
      language: 'vi',
      manner: 'EXPLICIT',
      path: 'SIGNED_IN',
      actor: 'customer:x',
      requestId: 'request',
      byGuardian,
    }) as const;
  let now = begin;
  let state = applyFacts(undefined, [factOf({ random }, 'ACCEPTANCE', saying(new Date(now)), {}, undefined)]);
  let identity: { dateOfBirth?: string } = {};
  for (const { wait, what } of acts) {
    now += wait;
    const at = actInstant(state, new Date(now));
    if ('dateOfBirth' in what) {
      if (what.dateOfBirth !== undefined) identity = { dateOfBirth: what.dateOfBirth };
      state = applyFacts(state, [], guardianshipOf(identity, state, at));
      continue;
    }
    const { by, granted } = what as Exclude<typeof what, { by: 'details' }>;
    const choice: Choice = { purpose: what.purpose, channel: 'EMAIL', granted };
    const asksForGuardian = granted && isForGrownUps(choice.purpose, version);
    const looked = asksForGuardian || by === 'guardian';
    const guardianship = looked ? guardianshipOf(identity, state, at) : state;
    if (by === 'guardian' ? !guardianship.needsGuardian : guardianship.needsGuardian && asksForGuardian)
      continue;
    const changed = changingChoices({ ...guardianship, choices: state.choices }, [choice], versions, version);
    const facts = choiceFacts({ random }, saying(at, by === 'guardian'), changed, undefined);
    state = applyFacts(state, facts, guardianship);
  }
  return { state, identity, now: actInstant(state, new Date(now)) };
}

it('marketing counts by the age at which it was granted, or by a guardian, in whatever order it all is told (L91 24)', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 14 }), (acts) => {
      const { state, identity, now } = live(acts);
      const facts = { consents: state, versions, inForce: version };
      const looked = isSameGuardianship(state, guardianshipOf(identity, state, now));
      for (const { purpose, channel, ...choice } of choicesIn(state)) {
        const { granted, byGuardian = false, at } = choice;
        if (channel === undefined || purpose === 'STORAGE') continue;
        const isAChilds = isUnderGuardianship(identity, new Date(at)) && !byGuardian;
        const counts = granted && !(isAChilds && isForGrownUps(purpose, version));
        const { allowed } = groundFor(facts, purpose, channel, now);
        if (allowed) expect(counts).toBe(true);
        // Not looked at since the birthday, it is too strict.
        if (counts && looked && !state.needsGuardian) expect(allowed).toBe(true);
        // What is shown of it says the same.
        if (granted && !state.needsGuardian)
          expect(isStale(purpose, choice, versions, version, state.childUntil)).toBe(!allowed);
      }
    }),
    { numRuns: 3000 },
  );
});
