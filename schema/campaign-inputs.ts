import { marketingPurposes } from '../lambda/domain/purposes.ts';
import { builder } from './builder.ts';
import { LanguageEnum } from './enums.ts';
import { key } from './inputs.ts';

export const MarketingPurposeEnum = builder.enumType('MarketingPurpose', {
  description: 'What is sent only to customers who said yes to it (P2.4, P2.5, P2.7).',
  values: marketingPurposes,
});

const CampaignActionInput = builder.inputType('CampaignActionInput', {
  description: 'The one thing to do in a mail.',
  fields: (t) => ({
    label: t.string({ description: 'Without a web address, as all words of a campaign.' }),
    link: t.string({ description: 'https. Where it leaves the sites of CloudFly the mail says so (P5.2).' }),
  }),
});

const noAddresses =
  'Without web addresses (INVALID_FORMAT), since mail programs make links of them that do not say where they leave the sites of CloudFly (P5.2): `action` has the link.';

const CampaignWordsInput = builder.inputType('CampaignWordsInput', {
  description: 'What a campaign says in one language. `{{name}}` is the name of the reader.',
  fields: (t) => ({
    subject: t.string({ description: 'Without variables, and without [QC]: the product puts that there.' }),
    heading: t.string({ description: noAddresses }),
    paragraphs: t.stringList({ description: `1 to 20. ${noAddresses}` }),
    action: t.field({ type: CampaignActionInput, required: false }),
  }),
});

const CampaignContentInput = builder.inputType('CampaignContentInput', {
  description: 'The words in each language; both say the same variables.',
  fields: (t) => ({
    vi: t.field({ type: CampaignWordsInput }),
    en: t.field({ type: CampaignWordsInput }),
  }),
});

const CampaignAudienceInput = builder.inputType('CampaignAudienceInput', {
  description:
    'Whom it is meant for; what is left out does not matter, and an empty list is refused. The gate decides for each all the same.',
  fields: (t) => ({
    languages: t.field({ type: [LanguageEnum], required: false }),
    products: t.stringList({
      required: false,
      description: 'Customers with a running term of one of these, as `putServiceTerm` names them.',
    }),
  }),
});

export const DraftCampaignInput = builder.inputType('DraftCampaignInput', {
  description: 'A campaign: what for, whom to, in which words, and from when.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    name: t.string({ description: 'What staff call it.' }),
    purpose: t.field({ type: MarketingPurposeEnum }),
    audience: t.field({ type: CampaignAudienceInput, required: false }),
    content: t.field({ type: CampaignContentInput }),
    startsAt: t.field({
      type: 'DateTime',
      required: false,
      description: 'Not before; left out: as soon as it is started.',
    }),
  }),
});

/** What names a campaign and nothing else. */
export const CampaignInput = (name: string) =>
  builder.inputType(name, {
    description: 'A campaign.',
    fields: (t) => ({ idempotencyKey: t.string({ description: key }), campaignId: t.id() }),
  });
