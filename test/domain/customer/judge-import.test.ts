import { expect, it } from 'vitest';
import { judgeAccepted } from '../../../lambda/domain/customer/judge-import.ts';
import { versionsOf } from '../consent/versions.ts';

const [version] = versionsOf(1);
if (!version) throw new RangeError('there is one');
const now = new Date('2026-11-23T00:00:00.000Z');
const deps = { now: () => now, policies: { versions: async () => [version] } } as never;

/** What becomes of a grant of marketing, and of another, at an instant. */
async function judged(dateOfBirth: string | undefined, at: string, granted = true): Promise<string> {
  const acceptance = { at: '2026-02-01T00:00:00.000Z', proof: 'paper', policyVersion: 1 };
  const choice = (purpose: string) => ({ purpose, channel: 'EMAIL', granted, at, proof: 'paper' });
  const row = { acceptance, identity: { dateOfBirth }, consents: ['SERVICE_NOTICE', 'SURVEYS'].map(choice) };
  return judgeAccepted(deps, row as never).then(
    () => 'taken',
    (error) => `${error.issues[0].code} at ${error.issues[0].path.join('.')}`,
  );
}

it('judges each choice that is brought by the age at which it was made, whatever the age today (L91 24)', async () => {
  const refused = 'GUARDIAN_REQUIRED at consents.1.granted';
  // 16 since the beginning of 1 November 2026 in Vietnam.
  const born = '2010-11-01';
  expect(await judged(born, '2020-01-01T00:00:00.000Z')).toBe(refused);
  expect(await judged(born, '2026-10-31T16:59:59.999Z')).toBe(refused);
  expect(await judged(born, '2026-10-31T17:00:00.000Z')).toBe('taken');
  expect(await judged(born, '2020-01-01T00:00:00.000Z', false)).toBe('taken');
  expect(await judged('2010-12-01', now.toISOString())).toBe(refused);
  expect(await judged(undefined, '2020-01-01T00:00:00.000Z')).toBe('taken');
});
