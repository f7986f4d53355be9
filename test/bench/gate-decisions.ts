import { type ContactFacts, decideContact } from '../../lambda/domain/contact/decide-contact.ts';
import type { PolicyVersion } from '../../lambda/domain/policy/version.ts';
import { contactChannels, refusablePurposes } from '../../lambda/domain/purposes.ts';

const at = '2026-01-01T00:00:00.000Z';
const words = { vi: 'Lời của lựa chọn này', en: 'The words of this choice' };
const version = (number: number): PolicyVersion => ({
  version: number,
  effectiveAt: at,
  publishedAt: at,
  digest: { vi: 'd', en: 'd' },
  text: words,
  sensitiveNotice: words,
  purposes: refusablePurposes.map((purpose, n) => ({
    purpose,
    coveredByAgreement: n < 5,
    advertising: n >= 5,
    wording: words,
  })),
});

/** Customers as a busy gate meets them: several versions, a choice for each purpose and channel, some refused, a quota in use. */
function customers(count: number): readonly ContactFacts[] {
  const versions = [1, 2, 3, 4, 5].map(version);
  const inForce = versions.at(-1);
  return Array.from({ length: count }, (_, n) => ({
    versions,
    inForce,
    addressState: 'VERIFIED' as const,
    isHeld: false,
    isRestricted: false,
    isAssociated: true,
    advertisedAt: [at, '2026-03-01T08:00:00.000Z', '2026-03-02T01:00:00.000Z'],
    consents: {
      version: 1,
      acceptedVersion: 1 + (n % 5),
      acceptedAt: at,
      acceptedManner: 'EXPLICIT' as const,
      choices: Object.fromEntries(
        refusablePurposes.flatMap((purpose, p) =>
          contactChannels.map((channel, c) => [
            `${purpose}:${channel}`,
            { granted: (n + p + c) % 4 !== 0, policyVersion: 1 + ((n + p) % 5), at, factId: 'F' },
          ]),
        ),
      ),
      bases: {},
      needsGuardian: false,
    },
  }));
}

/** Decisions of the gate a second of CPU time, on one core: every purpose and channel of many customers, over and over. */
export function gateDecisionsPerSecond(seconds = 2): number {
  const facts = customers(500);
  const now = new Date('2026-03-02T04:00:00.000Z');
  const round = () => {
    let allowed = 0;
    for (const customer of facts)
      for (const purpose of refusablePurposes)
        for (const channel of contactChannels)
          if (decideContact(customer, purpose, channel, now).allowed) allowed += 1;
    if (allowed === 0) throw new Error('a gate that lets nothing through was not measured');
  };
  const each = facts.length * refusablePurposes.length * contactChannels.length;
  for (let warmUp = 0; warmUp < 5; warmUp++) round();
  const start = process.cpuUsage();
  const used = () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  let rounds = 0;
  for (; used() < seconds; rounds++) round();
  return (rounds * each) / used();
}
