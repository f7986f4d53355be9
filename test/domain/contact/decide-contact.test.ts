import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advertisedNext, hoursOpenAt } from '../../../lambda/domain/contact/contact-times.ts';
import { decideContact } from '../../../lambda/domain/contact/decide-contact.ts';
import { confidentialDuties } from '../../../lambda/domain/purposes.ts';
import { channel, chosen, duty, factsAt, instant, marketing, purpose, refusable } from './contact-facts.ts';

const runs = { numRuns: 3000 };
const hour = 3_600_000;

describe('the gate, over all facts', () => {
  it('always answers, with a reason and the rules it follows from', () => {
    const reasons = new Set<string>();
    fc.assert(
      fc.property(factsAt, purpose, channel, ({ facts, now }, what, over) => {
        const { allowed, reason, rules, until } = decideContact(facts, what, over, now);
        reasons.add(`${allowed} ${reason}`);
        expect(rules.length).toBeGreaterThan(0);
        for (const rule of rules) expect(rule).toMatch(/^(P\d\.\d|D\d+ .+|L91 .+)$/);
        if (until !== undefined) expect(Date.parse(until)).toBeGreaterThan(now.getTime());
        expect(until !== undefined).toBe(reason === 'QUOTA_SPENT' || reason === 'OUTSIDE_HOURS');
      }),
      { numRuns: 20_000 },
    );
    // A full quota is rare among all facts: one customer more, to whom nothing else stands in the way.
    const now = new Date('2026-03-02T04:00:00.000Z');
    for (const { facts } of fc.sample(factsAt, 1)) {
      const full = { ...openTo(facts), advertisedAt: [1, 2, 3].map(() => now.toISOString()) };
      const { allowed, reason } = decideContact(full, 'PROMOTIONS', 'EMAIL', now);
      reasons.add(`${allowed} ${reason}`);
    }
    // Every answer there is was met: what holds below holds of each.
    expect(reasons.size).toBe(20);
  });

  it('answers the same facts the same, and changes nothing of them', () => {
    fc.assert(
      fc.property(factsAt, purpose, channel, ({ facts, now }, what, over) => {
        const before = structuredClone(facts);
        const first = decideContact(facts, what, over, now);
        expect(decideContact(structuredClone(facts), what, over, new Date(now))).toEqual(first);
        expect(facts).toEqual(before);
      }),
      runs,
    );
  });

  it('more consent never forbids: a choice granted under the version in force takes no yes away', () => {
    fc.assert(
      fc.property(factsAt, purpose, channel, refusable, channel, ({ facts, now }, what, over, other, on) => {
        const more = chosen(facts, `${other}:${on}`, true, facts.inForce?.version ?? 1);
        if (decideContact(facts, what, over, now).allowed)
          expect(decideContact(more, what, over, now).allowed).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('a refusal wins over every ground and every version, and is the reason', () => {
    fc.assert(
      fc.property(
        factsAt,
        refusable,
        channel,
        fc.integer({ min: 1, max: 9 }),
        ({ facts, now }, what, over, by) => {
          fc.pre(facts.consents !== undefined);
          const refused = chosen(facts, `${what}:${over}`, false, by);
          expect(decideContact(refused, what, over, now)).toMatchObject({
            allowed: false,
            reason: 'REFUSED',
          });
        },
      ),
      runs,
    );
  });

  it('duties ask no consent and carry no advertising; an address that nobody confirmed is asked whose it is, and nothing else', () => {
    fc.assert(
      fc.property(factsAt, duty, channel, ({ facts, now }, what, over) => {
        const decision = decideContact(facts, what, over, now);
        expect(decision.advertising).toBe(false);
        const stripped = {
          ...facts,
          consents: undefined,
          versions: [],
          inForce: undefined,
          isAssociated: false,
        };
        expect(decideContact(stripped, what, over, now)).toEqual(decision);
        if (over !== 'EMAIL') expect(decision.allowed).toBe(hoursOpenAt(over, now) === undefined);
        if (over === 'EMAIL' && decision.allowed && facts.addressState === 'UNVERIFIED')
          expect(what).toBe('EMAIL_VERIFICATION');
        const isConfidential = confidentialDuties.some((one) => one === what);
        if (isConfidential && over === 'EMAIL' && decision.allowed)
          expect([facts.isHeld, facts.addressState]).toEqual([false, 'VERIFIED']);
      }),
      runs,
    );
  });

  it('marketing goes on an explicit choice alone, whatever a version lets agreement cover', () => {
    fc.assert(
      fc.property(factsAt, marketing, channel, ({ facts, now }, what, over) => {
        const { allowed } = decideContact(facts, what, over, now);
        const choice = facts.consents?.choices[`${what}:${over}`];
        if (allowed) expect(choice?.granted).toBe(true);
        const { needsGuardian, childUntil = '' } = facts.consents ?? {};
        if (allowed && (needsGuardian || (choice && choice.at <= childUntil)))
          expect(choice?.byGuardian).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('the quota', () => {
  it('never lets more than three begin within any 24 hours (D330 37(3)(n))', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 14 * hour }), { minLength: 4, maxLength: 30 });
    fc.assert(
      fc.property(factsAt, steps, ({ facts }, waits) => {
        const begun: number[] = [];
        let at = Date.parse('2026-04-01T00:00:00.000Z');
        let open = openTo(facts);
        for (const wait of waits) {
          at += wait;
          const now = new Date(at);
          const decision = decideContact(open, 'PROMOTIONS', 'EMAIL', now);
          if (!decision.allowed) {
            expect(decision.reason).toBe('QUOTA_SPENT');
            // Until is the first instant with room.
            const until = Date.parse(decision.until ?? '');
            expect(decideContact(open, 'PROMOTIONS', 'EMAIL', new Date(until)).allowed).toBe(true);
            expect(decideContact(open, 'PROMOTIONS', 'EMAIL', new Date(until - 1)).allowed).toBe(false);
            continue;
          }
          begun.push(at);
          open = { ...open, advertisedAt: advertisedNext(open.advertisedAt, now, undefined) };
        }
        for (const from of begun)
          expect(begun.filter((one) => one >= from && one < from + 24 * hour).length).toBeLessThanOrEqual(3);
      }),
      runs,
    );
  });
});

describe('hours, Vietnam time (D330 37(3)(o))', () => {
  it('messages from 7 to 22, calls from 8 to 17, at the very edges', () => {
    fc.assert(
      fc.property(factsAt, instant, fc.constantFrom('MESSAGE', 'PHONE'), ({ facts }, now, over) => {
        const open = { ...openTo(facts), advertisedAt: [] };
        const there = Number(
          new Intl.DateTimeFormat('en-GB', {
            timeZone: 'Asia/Ho_Chi_Minh',
            hour: '2-digit',
            hourCycle: 'h23',
          }).format(now),
        );
        const [from, until] = over === 'MESSAGE' ? [7, 22] : [8, 17];
        const decision = decideContact(open, 'PROMOTIONS', over, now);
        expect(decision.allowed).toBe(there >= from && there < until);
        if (decision.until !== undefined) {
          const opens = new Date(decision.until);
          expect(opens.getTime() - now.getTime()).toBeLessThanOrEqual(15 * hour);
          expect(decideContact(open, 'PROMOTIONS', over, opens).allowed).toBe(true);
          expect(decideContact(open, 'PROMOTIONS', over, new Date(opens.getTime() - 1)).allowed).toBe(false);
        }
      }),
      runs,
    );
  });
});

/** The same customer with a way that is open for promotions over every channel, and nothing advertised yet. */
function openTo(facts: Parameters<typeof decideContact>[0]): typeof facts {
  const wording = { vi: 'a', en: 'a' };
  const at = '2020-01-01T00:00:00.000Z';
  const version = {
    version: 1,
    effectiveAt: at,
    publishedAt: at,
    digest: { vi: 'd', en: 'd' },
    text: wording,
    sensitiveNotice: wording,
    purposes: [{ purpose: 'PROMOTIONS' as const, coveredByAgreement: false, advertising: true, wording }],
  };
  const choice = { granted: true, policyVersion: 1, at, factId: 'F' };
  return {
    ...facts,
    versions: [version],
    inForce: version,
    addressState: 'VERIFIED',
    isHeld: false,
    isRestricted: false,
    isAssociated: true,
    advertisedAt: [],
    consents: {
      version: 1,
      acceptedVersion: 1,
      acceptedAt: at,
      acceptedManner: 'EXPLICIT',
      choices: { 'PROMOTIONS:EMAIL': choice, 'PROMOTIONS:MESSAGE': choice, 'PROMOTIONS:PHONE': choice },
      bases: {},
      needsGuardian: false,
    },
  };
}
