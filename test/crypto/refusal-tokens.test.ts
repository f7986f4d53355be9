import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRefusalTokens } from '../../lambda/crypto/refusal-tokens.ts';
import type { ReadyRefusalTokens } from '../../lambda/domain/ports/signing.ts';
import { refusablePurposes } from '../../lambda/domain/purposes.ts';
import { systemRandom } from '../../lambda/runtime/random.ts';
import { startKeyCloud } from './key-cloud.ts';

const refusables = [...refusablePurposes, 'ALL'] as const;
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

let cloud: Awaited<ReturnType<typeof startKeyCloud>>;
let table: string;
let tokens: ReadyRefusalTokens;
const tokensOf = (keysTable: string) =>
  createRefusalTokens({
    kms: cloud.kms,
    keyStore: cloud.storeOf(keysTable),
    now: cloud.now,
    kmsKeyId: cloud.otherKmsKey,
  });
beforeAll(async () => {
  cloud = await startKeyCloud();
  table = await cloud.newTable();
  tokens = await tokensOf(table).ready();
});
afterAll(() => cloud.stop());

describe('a token of a refusal link', () => {
  it('says whose and what for, in every process, however late and however often', async () => {
    const made = refusables.map((purpose) => ({ customerId: systemRandom.id(), purpose }));
    const given = made.map(({ customerId, purpose }) => tokens.tokenOf(customerId, purpose));
    cloud.minutesLater(60 * 24 * 365 * 30);
    const other = await tokensOf(table).ready();
    for (const reader of [tokens, other, other])
      expect(given.map((token) => reader.read(token))).toEqual(made);
    expect(made.map(({ customerId, purpose }) => other.tokenOf(customerId, purpose))).toEqual(given);
  });

  it('is the local part of an address behind `refuse+`, and survives a change of case', () => {
    const customerId = systemRandom.id();
    for (const purpose of refusables) {
      const token = tokens.tokenOf(customerId, purpose);
      expect(token).toMatch(/^[0-9a-z]+$/);
      expect(encodeURIComponent(token)).toBe(token);
      expect(`refuse+${token}`.length).toBeLessThanOrEqual(64);
      expect(tokens.read(token.toUpperCase())).toEqual({ customerId, purpose });
    }
  });

  it('opens with no other character anywhere', () => {
    for (const purpose of ['PROMOTIONS', 'ALL'] as const) {
      const token = tokens.tokenOf(systemRandom.id(), purpose);
      for (let at = 0; at < token.length; at++)
        for (const other of alphabet)
          if (other !== token[at])
            expect(tokens.read(token.slice(0, at) + other + token.slice(at + 1)), `${at}`).toBeUndefined();
    }
  });

  it('has no part that fits another customer, another purpose or another key', async () => {
    const [one, another] = [systemRandom.id(), systemRandom.id()];
    const token = tokens.tokenOf(one, 'PROMOTIONS');
    const all = tokens.tokenOf(one, 'ALL');
    const others = tokens.tokenOf(another, 'PROMOTIONS');
    expect(tokens.read(all.slice(0, 28) + token.slice(28))).toBeUndefined();
    expect(tokens.read(others.slice(0, 28) + token.slice(28))).toBeUndefined();
    const stranger = await tokensOf(await cloud.newTable()).ready();
    expect(stranger.read(token)).toBeUndefined();
  });

  it('is nothing else', () => {
    const token = tokens.tokenOf(systemRandom.id(), 'SURVEYS');
    for (const given of ['', token.slice(1), `${token}0`, ` ${token}`, `${token}\n`, token.replace(/./, 'é')])
      expect(tokens.read(given)).toBeUndefined();
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => tokens.read(text) === undefined));
    const long = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 53, maxLength: 53 });
    fc.assert(fc.property(long, (rest) => tokens.read(`1${rest}`) === undefined));
  });

  it('is made for customers alone', () => {
    expect(() => tokens.tokenOf('CUSTOMER', 'ALL')).toThrow(TypeError);
  });
});

it('one call of KMS however many ask, none while the key is kept', async () => {
  const made = tokensOf(await cloud.newTable());
  const all = () => Promise.all(Array.from({ length: 200 }, () => made.ready()));
  expect(await cloud.callsDuring(all)).toEqual({ GenerateDataKey: 1 });
  expect(await cloud.callsDuring(all)).toEqual({});
});
