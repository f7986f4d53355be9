import { expect, it } from 'vitest';
import { type ConsentState, choiceKey } from '../../../lambda/domain/consent/fact.ts';
import { staleUnder } from '../../../lambda/domain/consent/is-stale.ts';
import { versionsOf } from './versions.ts';

const versions = versionsOf(2);
const [first, second] = versions;
const granted = { granted: true, policyVersion: 1, at: '2026-01-02T00:00:00.000Z', factId: 'F' };

it('names each purpose once of which a choice was worded otherwise, and no other', () => {
  if (!first || !second) throw new RangeError('there are two');
  const choices: ConsentState['choices'] = {
    [choiceKey('SURVEYS', 'EMAIL')]: granted,
    [choiceKey('SURVEYS', 'PHONE')]: granted,
    [choiceKey('NEW_PRODUCTS', 'EMAIL')]: granted,
  };
  expect(staleUnder({ choices }, versions, second)).toEqual(['SURVEYS']);
  expect(staleUnder({ choices }, versions, first)).toEqual([]);
  expect(staleUnder(undefined, versions, second)).toEqual([]);
});
