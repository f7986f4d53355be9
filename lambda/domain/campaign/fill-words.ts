import type { CampaignWords } from '../mail/templates.ts';
import { campaignVariables } from './campaign.ts';

/** What the variables of a campaign stand for, in one mail. */
export type CampaignFilling = Readonly<Record<(typeof campaignVariables)[number], string>>;

/** A name longer than this is cut in a mail: with it a line still fits (`readWords` judges lines by it). In UTF-16 units. */
export const longestFilling = 100;

const variable = /\{\{([^{}]*)\}\}/g;
/** Control characters and separators of lines: none may begin a line or a header. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Names of the variables in a text, as they were typed. */
export function variablesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(variable), ([, name = '']) => name.trim());
}

/** A text without its variables. */
export const withoutVariables = (text: string): string => text.replace(variable, '');

/**
 * The words of one mail: each variable becomes its value, once and as it is, so that a value that looks like a variable stays what it
 * is. The subject and the link hold none.
 */
export function fillWords(words: CampaignWords, filling: CampaignFilling): CampaignWords {
  const values = new Map(campaignVariables.map((name) => [name as string, oneLine(filling[name])]));
  const fill = (text: string) =>
    text.replace(variable, (typed, name: string) => values.get(name.trim()) ?? typed);
  return { ...words, heading: fill(words.heading), paragraphs: words.paragraphs.map(fill) };
}

function oneLine(value: string): string {
  const line = value.replace(control, ' ').trim();
  let kept = '';
  for (const character of line) {
    if (kept.length + character.length > longestFilling) break;
    kept += character;
  }
  return kept;
}
