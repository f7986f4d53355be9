import { describe, expect, it } from 'vitest';
import { changingChoices } from '../../../lambda/domain/consent/changing-choices.ts';
import type { Choice } from '../../../lambda/domain/consent/consent-writes.ts';
import type { ConsentChoice, ConsentState } from '../../../lambda/domain/consent/fact.ts';
import { versionsOf } from './versions.ts';

const versions = versionsOf(2);
const [first, second] = versions;
const at = '2026-02-01T00:00:00.000Z';
const choice = (purpose: Choice['purpose'], granted: boolean): Choice => ({
  purpose,
  channel: 'EMAIL',
  granted,
});
const state = (
  choices: Readonly<Record<string, Partial<ConsentChoice>>>,
  more: Partial<ConsentState> = {},
): ConsentState => ({
  version: 1,
  acceptedVersion: 1,
  acceptedAt: at,
  acceptedManner: 'EXPLICIT',
  bases: {},
  needsGuardian: false,
  ...more,
  choices: Object.fromEntries(
    Object.entries(choices).map(([key, one]) => [
      key,
      { granted: true, policyVersion: 1, at, factId: 'F', ...one },
    ]),
  ),
});
/** Which of a grant and a refusal say something new. */
const news = (given: ConsentState, purpose: Choice['purpose'], inForce = first) =>
  [true, false].filter(
    (granted) => changingChoices(given, [choice(purpose, granted)], versions, inForce).length > 0,
  );

describe('what a choice says anew', () => {
  it('is whatever was never said, and the opposite of what was', () => {
    expect(news(state({}), 'SURVEYS')).toEqual([true, false]);
    expect(news(state({ 'SURVEYS:EMAIL': { granted: true } }), 'SURVEYS')).toEqual([false]);
    expect(news(state({ 'SURVEYS:EMAIL': { granted: false } }), 'SURVEYS')).toEqual([true]);
    expect(news(state({ 'SURVEYS:PHONE': { granted: true } }), 'SURVEYS')).toEqual([true, false]);
  });

  it('is a grant of what the version in force states in other words, and no refusal of it', () => {
    const given = { 'SURVEYS:EMAIL': { granted: true }, 'NEW_PRODUCTS:EMAIL': { granted: true } };
    expect(news(state(given), 'SURVEYS', second)).toEqual([true, false]);
    expect(news(state(given), 'NEW_PRODUCTS', second)).toEqual([false]);
    expect(news(state({ 'SURVEYS:EMAIL': { granted: false } }), 'SURVEYS', second)).toEqual([true]);
  });

  it('is a grant of marketing that a child gave alone, and none that the guardian gave or that a child may give (L91 24)', () => {
    const given = { 'PROMOTIONS:EMAIL': {}, 'SERVICE_NOTICE:EMAIL': {} };
    const child = { needsGuardian: true };
    expect(news(state(given, child), 'PROMOTIONS')).toEqual([true, false]);
    expect(news(state(given, child), 'SERVICE_NOTICE')).toEqual([false]);
    expect(news(state(given), 'PROMOTIONS')).toEqual([false]);
    const byGuardian = { 'PROMOTIONS:EMAIL': { byGuardian: true } };
    expect(news(state(byGuardian, child), 'PROMOTIONS')).toEqual([false]);
    // At 16 too, as long as it stands as the child gave it.
    const grown = { childUntil: at };
    expect(news(state(given, grown), 'PROMOTIONS')).toEqual([true, false]);
    expect(news(state(given, grown), 'SERVICE_NOTICE')).toEqual([false]);
    expect(news(state(byGuardian, grown), 'PROMOTIONS')).toEqual([false]);
    const since = { 'PROMOTIONS:EMAIL': { at: '2026-02-01T00:00:00.001Z' } };
    expect(news(state(since, grown), 'PROMOTIONS')).toEqual([false]);
  });
});
