import fc from 'fast-check';
import type { ConsentState } from '../../../lambda/domain/consent/fact.ts';
import { legalBases } from '../../../lambda/domain/consent/fact.ts';
import type { ContactFacts } from '../../../lambda/domain/contact/decide-contact.ts';
import { newestInForce } from '../../../lambda/domain/policy/policy-in-force.ts';
import type { PolicyPurpose, PolicyVersion } from '../../../lambda/domain/policy/version.ts';
import { addressStates } from '../../../lambda/domain/ports/contact.ts';
import {
  contactChannels,
  dutyPurposes,
  marketingPurposes,
  operationalPurposes,
  refusablePurposes,
} from '../../../lambda/domain/purposes.ts';

const start = Date.parse('2026-03-02T00:00:00.000Z');
const day = 86_400_000;

/** Any instant of three days: all hours, and both sides of every edge. */
export const instant = fc.oneof(
  fc.integer({ min: 0, max: 3 * day }).map((ms) => new Date(start + ms)),
  fc
    .tuple(fc.integer({ min: 0, max: 71 }), fc.constantFrom(-1, 0, 1))
    .map(([hour, off]) => new Date(start + hour * 3_600_000 + off)),
);
const text = instant.map((at) => at.toISOString());

export const purpose = fc.constantFrom(...refusablePurposes, ...dutyPurposes);
export const refusable = fc.constantFrom(...refusablePurposes);
export const marketing = fc.constantFrom(...marketingPurposes);
export const duty = fc.constantFrom(...dutyPurposes);
export const channel = fc.constantFrom(...contactChannels);

const statedPurpose = (of: (typeof refusablePurposes)[number]): fc.Arbitrary<PolicyPurpose> =>
  fc.record({
    purpose: fc.constant(of),
    coveredByAgreement: fc.boolean(),
    advertising: fc.boolean(),
    wording: fc.constantFrom({ vi: 'a', en: 'a' }, { vi: 'b', en: 'b' }),
  });

const version = (number: number): fc.Arbitrary<PolicyVersion> =>
  fc
    .tuple(...refusablePurposes.map((one) => fc.option(statedPurpose(one), { nil: undefined, freq: 6 })))
    .map((purposes) => {
      const at = new Date(start - 10 * day + number * 4 * day).toISOString();
      return {
        version: number,
        effectiveAt: at,
        publishedAt: at,
        digest: { vi: 'd', en: 'd' },
        text: { vi: 't', en: 't' },
        sensitiveNotice: { vi: 's', en: 's' },
        purposes: purposes.filter((one) => one !== undefined),
      };
    });

const choice = fc.record({
  granted: fc.boolean(),
  policyVersion: fc.constantFrom(1, 2, 3),
  at: text,
  factId: fc.constant('F'),
  byGuardian: fc.boolean(),
});
const keys = refusablePurposes.flatMap((one) => contactChannels.map((over) => `${one}:${over}`));

const consents: fc.Arbitrary<ConsentState> = fc.record({
  version: fc.constant(1),
  acceptedVersion: fc.constantFrom(1, 2, 3),
  acceptedAt: text,
  acceptedManner: fc.constant('EXPLICIT' as const),
  choices: fc.dictionary(fc.constantFrom(...keys), choice, { maxKeys: 20 }),
  bases: fc.dictionary(
    fc.constantFrom(...operationalPurposes),
    fc.record(
      { basis: fc.constantFrom(...legalBases), at: text, factId: fc.constant('F'), endsAt: text },
      { requiredKeys: ['basis', 'at', 'factId'] },
    ),
    { maxKeys: 3 },
  ),
  needsGuardian: fc.boolean(),
  childUntil: fc.option(text, { nil: undefined }),
});

/** Facts of any customer at an instant; mostly of one who could be written to, so that each ground decides. */
export const factsAt = fc.tuple(instant, fc.array(fc.constantFrom(1, 2, 3), { maxLength: 3 })).chain(
  ([now, numbers]): fc.Arbitrary<{ now: Date; facts: ContactFacts }> =>
    fc
      .record({
        consents: fc.option(consents, { nil: undefined, freq: 10 }),
        versions: fc.tuple(...[...new Set(numbers)].sort((a, b) => a - b).map(version)),
        addressState: fc.oneof(
          { weight: 4, arbitrary: fc.constant('VERIFIED' as const) },
          { weight: 1, arbitrary: fc.constantFrom(...addressStates) },
        ),
        isHeld: rarely,
        isRestricted: rarely,
        isAssociated: rarely.map((not) => !not),
        advertisedAt: advertised(now),
      })
      .map((facts) => ({ now, facts: { ...facts, inForce: newestInForce(facts.versions, now) } })),
);

/** Up to three instants; a full quota as often as any other. */
const advertised = (now: Date) =>
  fc
    .oneof(
      fc.array(text, { maxLength: 3 }),
      fc.array(
        fc.integer({ min: 1, max: day - 1 }).map((ms) => new Date(now.getTime() - ms).toISOString()),
        { minLength: 3, maxLength: 3 },
      ),
    )
    .map((list) => list.toSorted(byTime));

const rarely = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);
const byTime = (a: string, b: string) => (a < b ? -1 : 1);

/** The same facts with one choice more, or another. */
export function chosen(
  facts: ContactFacts,
  key: string,
  granted: boolean,
  policyVersion: number,
): ContactFacts {
  const { consents } = facts;
  if (!consents) return facts;
  const made = { granted, policyVersion, at: '2026-03-02T00:00:00.000Z', factId: 'F', byGuardian: true };
  return { ...facts, consents: { ...consents, choices: { ...consents.choices, [key]: made } } };
}
