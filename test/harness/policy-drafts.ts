import { readFileSync } from 'node:fs';
import type { PolicyContent } from '../../lambda/domain/policy/version.ts';
import { userErrors } from './ask.ts';
import { canary } from './cloud.ts';
import { type Asked, type Input, mutation } from './mutations.ts';

/** What the first version says: the operator's file. */
export const firstContent = (): PolicyContent =>
  JSON.parse(readFileSync(new URL('../../policy/first-version.json', import.meta.url), 'utf8'));

/** The first version with other words and flags for surveys, and no mention of promotions. */
export function nextContent(word = canary('word ')): PolicyContent {
  const first = firstContent();
  return {
    ...first,
    text: { vi: `${first.text.vi}\n${word}`, en: `${first.text.en}\n${word}` },
    purposes: first.purposes.flatMap((stated) => {
      if (stated.purpose === 'PROMOTIONS') return [];
      return stated.purpose === 'SURVEYS'
        ? [{ ...stated, advertising: true, wording: { vi: word, en: word } }]
        : [stated];
    }),
  };
}

export const draft = mutation('draftPolicy', 'draft { id state author }');
const approving = mutation('approvePolicy', 'draft { state approver }');
const publishing = mutation('publishPolicy', 'version { version effectiveAt publishedAt lawOverride }');

export const approve = (at: Asked, token: string, draftId: string, key?: string) =>
  approving(at, token, { draftId }, key);
export const publish = (at: Asked, token: string, draftId: string, key?: string) =>
  publishing(at, token, { draftId }, key);

/** Id of a draft that was written without a word against it. */
export async function drafted(at: Asked, token: string, input: Input): Promise<string> {
  const answer = await draft(at, token, input);
  const errors = userErrors(answer);
  if (errors.length > 0) throw new Error(`the draft was refused: ${errors.join(', ')}`);
  return answer.data.draftPolicy.draft.id;
}

/** Drafted by one, approved by another. */
export async function approved(
  at: Asked,
  tokens: readonly [author: string, approver: string],
  input: Input,
): Promise<string> {
  const id = await drafted(at, tokens[0], input);
  const errors = userErrors(await approve(at, tokens[1], id));
  if (errors.length > 0) throw new Error(`the approval was refused: ${errors.join(', ')}`);
  return id;
}
