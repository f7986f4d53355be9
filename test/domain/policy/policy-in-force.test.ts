import { expect, it } from 'vitest';
import { newestInForce, requirePolicyInForce } from '../../../lambda/domain/policy/policy-in-force.ts';
import { versionsOf } from '../consent/versions.ts';

const versions = versionsOf(3);
const instants = versions.map(({ effectiveAt }) => Date.parse(effectiveAt));
const inForceAt = (ms: number, among = versions) => newestInForce(among, new Date(ms))?.version;

it('is the newest whose instant has come: from that instant on, not a millisecond before (P7.4)', () => {
  for (const [n, instant] of instants.entries()) {
    expect(inForceAt(instant - 1)).toBe(n === 0 ? undefined : n);
    expect(inForceAt(instant)).toBe(n + 1);
    expect(inForceAt(instant, versions.toReversed())).toBe(n + 1);
  }
  expect(inForceAt((instants.at(-1) ?? 0) + 365 * 86_400_000)).toBe(3);
});

it('is required before anything personal may be collected (P0.2)', async () => {
  const policies = { versions: async () => versions, versionsNow: async () => versions };
  const require = (ms: number) => requirePolicyInForce({ policies: policies as never }, new Date(ms));
  const [first = 0] = instants;
  await expect(require(first - 1)).rejects.toMatchObject({ code: 'NO_POLICY_IN_FORCE' });
  expect(await require(first)).toBe(versions[0]);
});
