import { expect, it } from 'vitest';
import { normalisedWords } from '../../../lambda/domain/policy/normalised-words.ts';
import { parseContent } from '../../../lambda/domain/policy/parse-content.ts';
import { digestOf } from '../../../lambda/domain/policy/version.ts';
import { firstContent } from '../../harness/policy-drafts.ts';

it('the same words have the same digest, however they were typed', () => {
  const content = firstContent();
  const typed = JSON.parse(JSON.stringify(content).normalize('NFD'));
  typed.text.vi = ` \n${typed.text.vi}\t`;
  expect(typed.text.vi).not.toBe(content.text.vi);
  for (const language of ['vi', 'en'] as const)
    expect(digestOf(parseContent(typed), language)).toBe(digestOf(parseContent(content), language));
});

it('keeps lines, paragraphs and what is no text', () => {
  const given = { text: ' a\r\n\n b ', flag: true, many: [1, 'e\u0301'], none: null };
  expect(normalisedWords(given)).toEqual({ text: 'a\n\n b', flag: true, many: [1, 'é'], none: null });
});
