import type { TestCloud } from './cloud.ts';
import { type Asked, mutation } from './mutations.ts';
import { localIdOf } from './register.ts';
import { type Item, recordsOf, textOf } from './tables.ts';

/** A choice as an input has it. */
export interface Chosen {
  readonly purpose: string;
  readonly channel: string;
  readonly granted: boolean;
}

export const setConsents = mutation('setConsents', 'me { id }');
export const acceptPolicy = mutation('acceptPolicy', 'me { id }');
export const refuseAllEmail = mutation('refuseAllEmail', 'me { id }');
export const recordRefusal = mutation('recordRefusal', 'customer { id }');

/** The notice in force, as a form sends it back. */
export async function noticeInForce(at: Asked, language: 'vi' | 'en' = 'vi') {
  const { data } = await at.ask(
    `{ collectionNotice(form: REGISTRATION, language: ${language}) { version digest } }`,
  );
  return { ...data.collectionNotice, language } as { version: number; digest: string; language: string };
}

/** The customer's choices, as `PURPOSE CHANNEL yes|no`, sorted; STORAGE left out. */
export async function choicesOf(at: Asked, token: string): Promise<readonly string[]> {
  const { data } = await at.ask('{ me { consents { choices { purpose channel granted } } } }', { token });
  const choices: Chosen[] = data.me.consents.choices;
  return choices
    .filter(({ purpose }) => purpose !== 'STORAGE')
    .map(({ purpose, channel, granted }) => `${purpose} ${channel} ${granted ? 'yes' : 'no'}`)
    .sort();
}

const factFields = `type at manner path policyVersion language textDigest actor requestId purpose channel granted wording
  reference byGuardian use { operation noticeAt noticeBy }`;

/** The customer's whole history, newest first, page by page. */
export async function historyOf(
  at: Asked,
  token: string,
  first = 50,
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by their paths in assertions
): Promise<readonly any[]> {
  const facts = [];
  for (let after: string | undefined; ; ) {
    const { data } = await at.ask(
      `query History($first: Int!, $after: String) { me { consentHistory(first: $first, after: $after) {
         nodes { ${factFields} } pageInfo { hasNextPage endCursor } } } }`,
      { token, variables: { first, after } },
    );
    const { nodes, pageInfo } = data.me.consentHistory;
    facts.push(...nodes);
    if (!pageInfo.hasNextPage) return facts;
    after = pageInfo.endCursor;
  }
}

/** Rows of one customer of one kind. */
export async function rowsOf(cloud: TestCloud, globalId: string, kind: string): Promise<readonly Item[]> {
  const pk = `CUS#${localIdOf(globalId)}`;
  return (await recordsOf(cloud, kind)).filter((item) => textOf(item, 'pk') === pk);
}

/** What the confirmations of a customer's refusals say: purposes and channels. */
export async function confirmationsOf(
  cloud: TestCloud,
  globalId: string,
): Promise<readonly { readonly purposes: readonly string[]; readonly channels: readonly string[] }[]> {
  const mails = await rowsOf(cloud, globalId, 'MAIL');
  const texts = (item: Item, name: string) => item[name]?.L?.map((one) => one.S ?? '') ?? [];
  return mails
    .filter((mail) => textOf(mail, 'purpose') === 'REFUSAL_CONFIRMATION')
    .sort((one, other) => (textOf(one, 'sk') < textOf(other, 'sk') ? -1 : 1))
    .flatMap((mail) => mail.openVariables?.M?.refused?.L ?? [])
    .map(({ M: group = {} }) => ({ purposes: texts(group, 'purposes'), channels: texts(group, 'channels') }));
}
