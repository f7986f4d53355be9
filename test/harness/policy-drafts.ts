import { readFileSync } from 'node:fs';
import type { PolicyContent } from '../../lambda/domain/policy/version.ts';
import { userErrors } from './ask.ts';
import { canary, type TestCloud } from './cloud.ts';

type Asked = Pick<TestCloud, 'ask'>;

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

const draftMutation = `mutation Draft($input: DraftPolicyInput!) {
  draftPolicy(input: $input) { draft { id state author } errors { code path } }
}`;
const approveMutation = `mutation Approve($input: ApprovePolicyInput!) {
  approvePolicy(input: $input) { draft { state approver } errors { code path } }
}`;
const publishMutation = `mutation Publish($input: PublishPolicyInput!) {
  publishPolicy(input: $input) { version { version effectiveAt publishedAt lawOverride } errors { code path } }
}`;

export const draft = (at: Asked, token: string, input: Readonly<Record<string, unknown>>) =>
  at.ask(draftMutation, { token, variables: { input: { idempotencyKey: canary('key-'), ...input } } });

const act = (mutation: string) => (at: Asked, token: string, draftId: string, key?: string) =>
  at.ask(mutation, { token, variables: { input: { idempotencyKey: key ?? canary('key-'), draftId } } });
export const approve = act(approveMutation);
export const publish = act(publishMutation);

/** Id of a draft that was written without a word against it. */
export async function drafted(
  at: Asked,
  token: string,
  input: Readonly<Record<string, unknown>>,
): Promise<string> {
  const answer = await draft(at, token, input);
  const errors = userErrors(answer);
  if (errors.length > 0) throw new Error(`the draft was refused: ${errors.join(', ')}`);
  return answer.data.draftPolicy.draft.id;
}

/** Drafted by one, approved by another. */
export async function approved(
  at: Asked,
  tokens: readonly [author: string, approver: string],
  input: Readonly<Record<string, unknown>>,
): Promise<string> {
  const id = await drafted(at, tokens[0], input);
  const errors = userErrors(await approve(at, tokens[1], id));
  if (errors.length > 0) throw new Error(`the approval was refused: ${errors.join(', ')}`);
  return id;
}
