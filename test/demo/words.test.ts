import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as codes from '../../local/demo/words/code-words.ts';
import * as contactCodes from '../../local/demo/words/contact-code-words.ts';
import * as dataCodes from '../../local/demo/words/data-code-words.ts';
import type { Worded } from '../../local/demo/words/worded.ts';
import { preferredLanguage, speak, words } from '../../local/demo/words.ts';

const app = join(import.meta.dirname, '..', '..', 'local', 'demo', 'app');

const worded: readonly (readonly [string, Worded])[] = [
  words,
  ...Object.values<Readonly<Record<string, Worded | string>>>({ ...codes, ...contactCodes, ...dataCodes }),
].flatMap((list): [string, Worded][] =>
  Object.entries(list).filter((entry): entry is [string, Worded] => typeof entry[1] !== 'string'),
);

/** The same in both, as proper names are. */
const alike = new Set(['siteName', 'email', 'emailTitle', 'theyWrote', 'EMAIL']);

test.each(worded)('%s is said in both languages, with the same put in', (name, { vi, en }) => {
  for (const text of [vi, en]) {
    expect(text).toBe(text.normalize('NFC').trim());
    expect(text).not.toBe('');
    expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
  }
  const put = (text: string) =>
    [...text.matchAll(/\{\w+\}/g)].map(String).sort((one, other) => (one < other ? -1 : 1));
  expect(put(vi)).toEqual(put(en));
  if (!alike.has(name)) expect(vi).not.toBe(en);
});

test('what is put in takes its place; what is missing shows', () => {
  expect(speak('en')('policyVersion', { version: 3 })).toBe('Version 3, in force');
  expect(speak('vi')('policyVersion')).toContain('{version}');
});

test('every word is used, and the pages say nothing that is not a word', async () => {
  const files = (await readdir(app)).filter((name) => /\.tsx?$/.test(name));
  const source = (await Promise.all(files.map((name) => readFile(join(app, name), 'utf8')))).join('\n');
  const unused = Object.keys(words).filter((word) => !source.includes(`'${word}'`));
  expect(unused).toEqual([]);
  const markup = await Promise.all(
    files.filter((name) => name.endsWith('.tsx')).map((name) => readFile(join(app, name), 'utf8')),
  );
  // Text straight after a tag, on its line or the next.
  const spoken = markup.flatMap((text) => [
    ...text.matchAll(/<[a-z]\w*(?: [^<>]*)?>\s*([\p{L}][^<>{}=;]*)</gu),
  ]);
  expect(spoken.map(([, text]) => text)).toEqual([]);
});

test.each([
  [[], 'vi'],
  [['vi-VN', 'en'], 'vi'],
  [['VI'], 'vi'],
  [['en-US', 'vi'], 'en'],
  [['fr'], 'en'],
] as const)('a reader who prefers %j is spoken to in %s', (preferences, language) => {
  expect(preferredLanguage(preferences)).toBe(language);
});
