import fc from 'fast-check';
import { expect, it } from 'vitest';
import { actInstant } from '../../../lambda/domain/consent/act-instant.ts';
import { applyFacts } from '../../../lambda/domain/consent/apply-facts.ts';
import { changingChoices } from '../../../lambda/domain/consent/changing-choices.ts';
import { consentAt } from '../../../lambda/domain/consent/consent-at.ts';
import { choiceFacts, factOf } from '../../../lambda/domain/consent/consent-writes.ts';
import { type ConsentFact, type ConsentState, choiceKey } from '../../../lambda/domain/consent/fact.ts';
import { isStale } from '../../../lambda/domain/consent/is-stale.ts';
import type { ConsentStore } from '../../../lambda/domain/ports/consents.ts';
import { contactChannels, refusablePurposes } from '../../../lambda/domain/purposes.ts';
import { versionsOf } from './versions.ts';

const versions = versionsOf(4);
const versionAt = (n: number) => {
  const version = versions[n % versions.length];
  if (!version) throw new RangeError('there is one');
  return version;
};

/** What a customer does, and how far the clock of the process that takes it is from the last. */
const act = fc.record({
  choices: fc.uniqueArray(
    fc.record({
      purpose: fc.constantFrom(...refusablePurposes),
      channel: fc.constantFrom(...contactChannels),
      granted: fc.boolean(),
    }),
    { selector: ({ purpose, channel }) => choiceKey(purpose, channel), maxLength: 6 },
  ),
  accepts: fc.boolean(),
  version: fc.nat({ max: versions.length - 1 }),
  clock: fc.integer({ min: -5000, max: 5000 }),
});

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Acts one after another, each on the state that the last one left; ids are chance, as they are in the table. */
function live(acts: readonly Act[], ids: () => string) {
  const random = { id: ids, bytes: (length: number) => new Uint8Array(length) };
  const saying = (at: Date, n: number) =>
    ({
      at,
      version: versionAt(n),
      language: 'vi',
      manner: 'EXPLICIT',
      path: 'SIGNED_IN',
      actor: 'customer:x',
      requestId: 'request',
    }) as const;
  let now = Date.UTC(2026, 10, 22);
  const first = factOf({ random }, 'ACCEPTANCE', saying(new Date(now), 0), {}, undefined);
  const facts: ConsentFact[] = [first];
  const states: { readonly at: string; readonly state: ConsentState }[] = [];
  let state = applyFacts(undefined, [first]);
  for (const { choices, accepts, version, clock } of acts) {
    now += clock;
    const said = saying(actInstant(state, new Date(now)), version);
    const changed = changingChoices(state, choices, versions, versionAt(version));
    const made = [
      // Nobody accepts what was before the version last accepted.
      ...(accepts && said.version.version >= state.acceptedVersion
        ? [factOf({ random }, 'ACCEPTANCE', said, {}, undefined)]
        : []),
      ...choiceFacts({ random }, said, changed, undefined),
    ];
    state = applyFacts(state, made);
    facts.push(...made);
    if (made.length > 0) states.push({ at: said.at.toISOString(), state });
  }
  return { facts, states, state };
}

const inOrder = (facts: readonly ConsentFact[]) =>
  facts.toSorted((one, other) => (`${one.at}#${one.id}` < `${other.at}#${other.id}` ? -1 : 1));
const told = ({ version: _, needsGuardian: __, ...rest }: ConsentState) => rest;
const childUntil = '2026-11-22T00:00:00.000Z';

it('replaying the history, in the order of the table, gives the stored state, now and at every instant before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), fc.infiniteStream(fc.uuid()), async (acts, ids) => {
      const { facts, states, state } = live(acts, () => ids.next().value as string);
      const history = inOrder(facts);
      expect(told(applyFacts(undefined, history))).toEqual(told(state));
      // Told today of the choices of then: until when the customer chose as a child.
      const now = { ...state, childUntil };
      const consents = { history: async () => history, state: async () => now } as unknown as ConsentStore;
      for (const past of states)
        expect(await consentAt({ consents }, 'x', new Date(past.at))).toEqual({
          ...told(past.state),
          childUntil,
        });
    }),
  );
});

it('a refusal stands until it is taken back, in every version, and is told once', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.uuid()), (acts, ids) => {
      const { state } = live(acts, () => ids.next().value as string);
      const lastSaid = new Map(
        acts.flatMap(({ choices }) =>
          choices.map((one) => [choiceKey(one.purpose, one.channel), one] as const),
        ),
      );
      for (const [name, said] of lastSaid) {
        const current = state.choices[name];
        expect(current?.granted).toBe(said.granted);
        if (said.granted) continue;
        for (const version of versions) {
          expect(current && isStale(said.purpose, current, versions, version)).toBe(false);
          expect(changingChoices(state, [said], versions, version)).toEqual([]);
        }
      }
    }),
  );
});
