import { expect, test } from 'vitest';
import { soak } from './soak.ts';

test('for half a minute, with kills: nothing acknowledged is lost, nothing is done twice, nothing lies in the open', {
  timeout: 600_000,
}, async () => {
  const { findings, struck } = await soak({
    minutes: 0.5,
    seed: String(Date.now()),
    rate: 3,
    killEverySeconds: 2,
    say: () => {},
  });
  expect(findings.faults).toEqual(Object.fromEntries(Object.keys(findings.faults).map((what) => [what, []])));
  expect(findings.counts['calls answered']).toBeGreaterThan(20);
  expect([...struck.values()].reduce((sum, times) => sum + times, 0)).toBeGreaterThan(0);
});
