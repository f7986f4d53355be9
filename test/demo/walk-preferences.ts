import type { Locator, Page } from 'playwright-core';
import { speak, type Word } from '../../local/demo/words.ts';
import { formOf } from './walk-sign-up.ts';

const say = speak('en');

/** Yes or no for a purpose, by the beginning of its wording, and a way to be reached. */
export function answersOf(page: Page, wording: string, channel: 'Email' | 'Message' | 'Phone call'): Locator {
  return formOf(page, 'preferencesTitle')
    .getByRole('group', { name: wording })
    .getByRole('radiogroup', { name: channel, exact: true });
}

export const answer = (within: Locator, word: Extract<Word, 'allow' | 'refuse'>): Locator =>
  within.getByRole('radio', { name: say(word), exact: true });

/** Saves the choices and waits until they are. */
export async function saveChoices(page: Page): Promise<void> {
  const form = formOf(page, 'preferencesTitle');
  await form.getByRole('button', { name: say('saveChoices'), exact: true }).click();
  await form.getByText(say('saved'), { exact: true }).waitFor();
}

/** The banner of a version that was not accepted. */
export const bannerOf = (page: Page): Locator =>
  page.getByRole('complementary', { name: say('bannerTitle'), exact: true });
