import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { bundleFileName } from '../../lambda/declared/bundling.ts';

/** What must not be in anything that is deployed: secrets, people, the tests, the local cloud, whoever built it. */
const unwanted: Readonly<Record<string, RegExp>> = {
  'a key of AWS': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/]{40}/,
  'a token': /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\./,
  'an address of somebody': /[\w.+-]+@(?:mail\.example|example\.(?:com|org|net|test)|gmail\.com)\b/,
  'a telephone number': /["'`]\+84\d{9,10}["'`]/,
  'the local cloud': /cloudfly-privacy-local|secretAccessKey:"local"/,
  'the tests': /startTestCloud|randomPerson|\bfast-check\b/,
  'where it was built': /["'`](?:\/home\/|\/root\/|\/Users\/|\/tmp\/[\w-]+\/)/,
};

const found = (text: string) => Object.keys(unwanted).filter((what) => unwanted[what]?.test(text));

describe.each(Object.entries(inject('bundlePaths')))('the bundle of %s', (_, path) => {
  test('holds no secret, nobody’s values and nothing of the tests', () => {
    const folder = dirname(path);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:mjs|map)$/.test(file),
    );
    expect(files).toContain(bundleFileName);
    for (const file of files)
      expect([file, found(readFileSync(join(folder, file), 'utf8'))]).toEqual([file, []]);
  });
});

test.each([
  ['a key of AWS', `x="AKIA${'A1'.repeat(8)}"`],
  ['a private key', `"-----BEGIN PRIVATE KEY-----\\n${'Ab1/'.repeat(12)}"`],
  ['a token', `"eyJ${'a'.repeat(24)}.eyJ${'b'.repeat(24)}.c"`],
  ['an address of somebody', '"ann@mail.example"'],
  ['a telephone number', '"+84901234567"'],
  ['the local cloud', '"cloudfly-privacy-local-records"'],
  ['the tests', 'import{randomPerson}from"x"'],
  ['where it was built', '"/home/someone/x.ts"'],
])('%s would be found', (what, text) => {
  expect(found(text)).toEqual([what]);
});
