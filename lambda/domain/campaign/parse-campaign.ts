import { DomainError, type Issue } from '../errors.ts';
import { refuse } from '../input/parser.ts';
import { text } from '../input/text.ts';
import { type MarketingPurpose, marketingPurposes } from '../purposes.ts';
import { type Language, languages } from '../viewer.ts';
import { type Audience, type CampaignContent, campaignVariables } from './campaign.ts';
import { variablesIn } from './fill-words.ts';
import { type GivenWords, readWords } from './parse-words.ts';

/** What somebody wants to send, as given. */
export interface GivenCampaign {
  readonly name: unknown;
  readonly purpose: unknown;
  readonly audience: { readonly languages?: unknown; readonly products?: unknown };
  readonly content: Readonly<Record<Language, GivenWords>>;
  readonly startsAt: Date | undefined;
}
export interface ParsedCampaign {
  readonly name: string;
  readonly purpose: MarketingPurpose;
  readonly audience: Audience;
  readonly content: CampaignContent;
  readonly startsAt: string | undefined;
}

const nameOfCampaign = text({ longest: 120, characters: /^[^<>]+$/u });
const product = text({ longest: 100, characters: /^[^<>]+$/u });
const mostProducts = 50;

/**
 * A campaign from outside, normalised: every text is fit for a mail, with the longest name in it too; both languages say the same
 * variables; the label of advertising is left to the product.
 * @param ownSites domains of CloudFly's own; a link to any other is marked
 * @throws DomainError with a path for each thing that is wrong
 */
export function parseCampaign(
  given: GivenCampaign,
  { ownSites, now }: { readonly ownSites: readonly string[]; readonly now: Date },
): ParsedCampaign {
  const issues: Issue[] = [];
  const name = nameOfCampaign(given.name, ['name'], issues) ?? '';
  const purpose = marketingPurposes.find((one) => one === given.purpose);
  if (!purpose) refuse(issues, 'UNKNOWN_PURPOSE', ['purpose']);
  const audience = readAudience(given.audience, issues);
  const content = {
    vi: readWords(given.content.vi, ['content', 'vi'], ownSites, issues),
    en: readWords(given.content.en, ['content', 'en'], ownSites, issues),
  };
  compareVariables(content, issues);
  const { startsAt } = given;
  if (startsAt && startsAt < now) refuse(issues, 'IN_THE_PAST', ['startsAt']);
  const [first, ...more] = issues;
  if (first) throw DomainError.of([first, ...more]);
  return { name, purpose: purpose as MarketingPurpose, audience, content, startsAt: startsAt?.toISOString() };
}

function readAudience(given: GivenCampaign['audience'], issues: Issue[]): Audience {
  const path = (...more: readonly string[]) => ['audience', ...more];
  const asked = [...new Set((given.languages as readonly string[] | undefined) ?? [])];
  const spoken = languages.filter((language) => asked.includes(language));
  // An empty selection selects nobody; taken as none it would mean everybody.
  const isEmpty = (list: unknown) => Array.isArray(list) && list.length === 0;
  if (isEmpty(given.languages) || spoken.length < asked.length)
    refuse(issues, 'INVALID_FORMAT', path('languages'));
  const named = (given.products as readonly unknown[] | undefined) ?? [];
  if (isEmpty(given.products)) refuse(issues, 'INVALID_FORMAT', path('products'));
  if (named.length > mostProducts) refuse(issues, 'TOO_LONG', path('products'));
  const products = named
    .slice(0, mostProducts)
    .flatMap((one, n) => product(one, path('products', String(n)), issues) ?? []);
  return {
    ...(spoken.length > 0 && { languages: spoken }),
    ...(products.length > 0 && { products: [...new Set(products)] }),
  };
}

/** A variable that one language has is missed in the other. */
function compareVariables(content: CampaignContent, issues: Issue[]): void {
  const used = (language: Language) =>
    new Set([content[language].heading, ...content[language].paragraphs].flatMap(variablesIn));
  const [vi, en] = [used('vi'), used('en')];
  for (const name of campaignVariables)
    if (vi.has(name) !== en.has(name))
      refuse(issues, 'MISSING_VARIABLE', ['content', vi.has(name) ? 'en' : 'vi']);
}
