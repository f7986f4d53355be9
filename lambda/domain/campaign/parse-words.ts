import type { Issue } from '../errors.ts';
import { holdsCardNumber } from '../input/card-number.ts';
import { type Path, refuse } from '../input/parser.ts';
import { readText } from '../input/text.ts';
import { holdsWebAddress } from '../input/web-address.ts';
import { createOffSiteTest } from '../link/judge-link.ts';
import { createOwnSites, type OwnSites } from '../link/own-sites.ts';
import { type CampaignWords, campaignWords } from '../mail/templates.ts';
import { campaignVariables } from './campaign.ts';
import { fillWords, longestFilling, variablesIn, withoutVariables } from './fill-words.ts';

/** Words of one language, as given. */
export interface GivenWords {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly action?: { readonly label: string; readonly link: string } | undefined;
}

/** What the product itself puts before the subject of advertising, however it is typed. */
const label = /[[(【]\s*q\s*c\s*[\])】]/iu;
const lineBreak = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const braces = /\{\{|\}\}/;
const knownVariables: readonly string[] = campaignVariables;

/** Words of one language, normalised; what is wrong with them goes into `issues` with its path. */
export function readWords(
  given: GivenWords,
  path: Path,
  ownSites: readonly string[],
  issues: Issue[],
): CampaignWords {
  const found = issues.length;
  const own = createOwnSites(ownSites);
  const line = (name: string, value: string) => readLine(value, [...path, name], issues);
  const subject = line('subject', given.subject);
  if (label.test(subject.normalize('NFKC')) || braces.test(subject))
    refuse(issues, 'INVALID_FORMAT', [...path, 'subject']);
  const words: CampaignWords = {
    subject,
    heading: line('heading', given.heading),
    paragraphs: given.paragraphs.map(
      (one, n) => readText(one, [...path, 'paragraphs', String(n)], issues) ?? '',
    ),
    ...(given.action && { action: readAction(given.action, [...path, 'action'], own, issues) }),
  };
  judgeTexts(words, path, issues);
  judgeAddresses(words, path, own, issues);
  if (issues.length === found) judgeShape(words, path, issues);
  return words;
}

/** One line as it was given: a break in it is refused, for it would have been meant. */
function readLine(value: string, path: Path, issues: Issue[]): string {
  if (lineBreak.test(value)) refuse(issues, 'INVALID_FORMAT', path);
  return readText(value, path, issues) ?? '';
}

function readAction(
  given: { readonly label: string; readonly link: string },
  path: Path,
  own: OwnSites,
  issues: Issue[],
) {
  const said = readLine(given.label, [...path, 'label'], issues);
  const url = URL.parse(given.link);
  const isGood = url?.protocol === 'https:' && url.username === '' && url.password === '';
  if (!isGood || /[{}]/.test(given.link)) refuse(issues, 'INVALID_FORMAT', [...path, 'link']);
  const isOffSite = createOffSiteTest(own)(url?.href ?? '');
  return { label: said, link: url?.href ?? '', isOffSite };
}

/** Where a link leads off the own sites it says so: so there are none but that of the action (P5.2). */
function judgeAddresses(words: CampaignWords, path: Path, own: OwnSites, issues: Issue[]): void {
  // What stands beside a name may make a domain of it.
  const { subject, heading, paragraphs, action } = fillWords(words, { name: 'x' });
  const judge = (text: string, ...more: readonly string[]) => {
    if (holdsWebAddress(text, (host) => own.has(host))) refuse(issues, 'INVALID_FORMAT', [...path, ...more]);
  };
  judge(subject, 'subject');
  judge(heading, 'heading');
  for (const [n, one] of paragraphs.entries()) judge(one, 'paragraphs', String(n));
  if (action) judge(action.label, 'action', 'label');
}

/** Each text by itself: no number of a card, and variables only where they are filled in. */
function judgeTexts(
  { subject, heading, paragraphs, action }: CampaignWords,
  path: Path,
  issues: Issue[],
): void {
  const texts: readonly { said: string; at: Path; isFilled: boolean }[] = [
    { said: heading, at: [...path, 'heading'], isFilled: true },
    ...paragraphs.map((said, n) => ({ said, at: [...path, 'paragraphs', String(n)], isFilled: true })),
    ...(action ? [{ said: action.label, at: [...path, 'action', 'label'], isFilled: false }] : []),
  ];
  if (holdsCardNumber(subject)) refuse(issues, 'CARD_NUMBER_NOT_ACCEPTED', [...path, 'subject']);
  for (const { said, at, isFilled } of texts) {
    if (holdsCardNumber(said)) refuse(issues, 'CARD_NUMBER_NOT_ACCEPTED', at);
    const names = variablesIn(said);
    const isKnown = isFilled ? names.every((name) => knownVariables.includes(name)) : names.length === 0;
    if (!isKnown || braces.test(withoutVariables(said))) refuse(issues, 'UNKNOWN_VARIABLE', at);
  }
}

/** All of them by the shape of the template, with the longest value in the place of each variable. */
function judgeShape(words: CampaignWords, path: Path, issues: Issue[]): void {
  const judged = campaignWords.safeParse(fillWords(words, { name: 'x'.repeat(longestFilling) }));
  for (const { code, path: place } of judged.success ? [] : judged.error.issues)
    refuse(issues, codes[code as keyof typeof codes] ?? 'INVALID_FORMAT', [...path, ...place.map(String)]);
}
const codes = { too_big: 'TOO_LONG', too_small: 'REQUIRED' } as const;
