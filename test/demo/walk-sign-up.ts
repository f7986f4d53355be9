import type { Locator, Page } from 'playwright-core';
import { speak, type Word } from '../../local/demo/words.ts';

/** The walk is in English; what it looks for is the words of the page itself. */
const say = speak('en');

/** What a person fills into the sign-up form, and what they tick. */
export interface SignUp {
  readonly kind?: 'Individual' | 'Organisation';
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  readonly address?: { readonly line: string; readonly ward?: string; readonly province: string };
  /** YYYY-MM-DD */
  readonly dateOfBirth?: string;
  readonly identityNumber?: string;
  readonly language?: 'Tiếng Việt' | 'English';
  /** The beginning of a choice's wording, and the way to be reached: `['I agree that CloudFly introduces', 'Email']`. */
  readonly choices?: readonly (readonly [wording: string, channel: 'Email' | 'Message' | 'Phone call'])[];
  /** Ticked unless said otherwise. */
  readonly agreed?: boolean;
  readonly storage?: boolean;
}

/** Opens the demonstration in English. @param url of the gateway */
export async function openDemo(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/demo/`);
  await chooseLanguage(page, 'English');
}

export async function chooseLanguage(page: Page, language: 'Tiếng Việt' | 'English'): Promise<void> {
  await page.getByRole('button', { name: language, exact: true }).click();
}

/** Signs in as someone the sign-in page offers, or as a newcomer of that user name. Ends on the page it began on. */
export async function signIn(page: Page, username: string): Promise<void> {
  const main = page.getByRole('main');
  await main.getByRole('button', { name: say('signIn'), exact: true }).click();
  await page.waitForURL(/\/sign-in\//);
  const offered = page.locator(`button[name="username"][value="${username}"]`);
  if ((await offered.count()) > 0) await offered.click();
  else {
    await page.getByLabel('Choose a user name').fill(username);
    await page.getByRole('button', { name: 'Create an account and sign in' }).click();
  }
  await page.getByRole('button', { name: say('signOut') }).waitFor();
}

export const signOut = (page: Page): Promise<void> =>
  page.getByRole('button', { name: say('signOut') }).click();

/** Follows a link of the page's navigation. */
export async function goTo(
  page: Page,
  name: 'home' | 'signUp' | 'account' | 'requests' | 'preferences' | 'yourData',
): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: say(name), exact: true })
    .click();
}

/** The form of this name, such as `contactTitle`. */
export const formOf = (page: Page, title: Word): Locator =>
  page.getByRole('form', { name: say(title), exact: true });

/** The section of the account under this heading. */
export const sectionOf = (page: Page, title: Word): Locator =>
  page.getByRole('region', { name: say(title), exact: true });

const field = (within: Locator, label: Word): Locator => within.getByLabel(say(label), { exact: true });

/** Fills in the sign-up form and sends it; does not wait for the answer. */
export async function signUp(page: Page, data: SignUp): Promise<void> {
  await goTo(page, 'signUp');
  const form = formOf(page, 'signUpTitle');
  await form.waitFor();
  const { address } = data;
  const texts: readonly (readonly [Word, string | undefined])[] = [
    ['name', data.name],
    ['email', data.email],
    ['phone', data.phone],
    ['addressLine', address?.line],
    ['addressWard', address?.ward],
    ['addressProvince', address?.province],
    ['dateOfBirth', data.dateOfBirth],
    ['identityNumber', data.identityNumber],
  ];
  for (const [label, value] of texts) if (value !== undefined) await field(form, label).fill(value);
  if (data.kind) await field(form, 'kind').selectOption(data.kind);
  if (data.language) await field(form, 'mailLanguage').selectOption(data.language);
  for (const [wording, channel] of data.choices ?? []) {
    await form.getByRole('group', { name: wording }).getByLabel(channel, { exact: true }).check();
  }
  const agreement = form
    .getByRole('group', { name: say('agreementTitle'), exact: true })
    .getByRole('checkbox');
  if (data.agreed !== false) await agreement.nth(0).check();
  if (data.storage !== false) await agreement.nth(1).check();
  await send(form, 'register');
}

/** Presses a form's button. */
export const send = (form: Locator, button: Word): Promise<void> =>
  form.getByRole('button', { name: say(button), exact: true }).click();

/** Waits until the page says that the customer is registered. */
export const seeRegistered = (page: Page): Promise<void> =>
  page.getByRole('heading', { name: say('registeredTitle') }).waitFor();

/** What the form says is wrong, by the name of the control. */
export async function problemsOf(form: Locator): Promise<Readonly<Record<string, string>>> {
  await form.getByRole('alert').waitFor();
  const entries = await form.locator('[aria-invalid="true"]').evaluateAll((controls) =>
    controls.map((control) => {
      const describedBy = (control.getAttribute('aria-describedby') ?? '').split(' ');
      const texts = describedBy.map((id) => document.getElementById(id)?.textContent ?? '');
      return [control.getAttribute('name') ?? '', texts.at(-1) ?? ''];
    }),
  );
  return Object.fromEntries(entries);
}

/** Changes the name on the account page and waits until it is saved. */
export async function changeName(page: Page, name: string): Promise<void> {
  const form = formOf(page, 'contactTitle');
  await field(form, 'name').fill(name);
  await send(form, 'save');
  await form.getByText(say('saved'), { exact: true }).waitFor();
}
