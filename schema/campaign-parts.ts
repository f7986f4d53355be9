import type { Audience } from '../lambda/domain/campaign/campaign.ts';
import type { AudienceCount } from '../lambda/domain/campaign/count-audience.ts';
import type { CampaignProgress } from '../lambda/domain/campaign/progress.ts';
import type { CampaignWords } from '../lambda/domain/mail/templates.ts';
import { builder } from './builder.ts';
import { LanguageEnum } from './enums.ts';

/** Numbers and words, and no customer: whoever writes campaigns learns nothing about anybody (P6.4). */
export const campaignReaders = ['marketing', 'privacy_officer', 'auditor'] as const;
const readers = campaignReaders;

const TallyType = builder.objectRef<{ code: string; count: number }>('CampaignTally').implement({
  description: 'How many mails, by a code.',
  fields: (t) => ({
    code: t.exposeString('code', { access: readers }),
    count: t.exposeInt('count', { access: readers }),
  }),
});
const tallies = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([code, count]) => ({ code, count }))
    .sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));

export const AudienceType = builder.objectRef<Audience>('CampaignAudience').implement({
  description: 'Whom a campaign is meant for. Empty lists: it does not matter.',
  fields: (t) => ({
    languages: t.field({
      type: [LanguageEnum],
      access: readers,
      resolve: ({ languages = [] }) => [...languages],
    }),
    products: t.stringList({
      access: readers,
      description: 'Customers with a running term of one of these.',
      resolve: ({ products = [] }) => [...products],
    }),
  }),
});

const ActionType = builder.objectRef<NonNullable<CampaignWords['action']>>('CampaignAction').implement({
  description: 'The one thing to do in a mail.',
  fields: (t) => ({
    label: t.exposeString('label', { access: readers }),
    link: t.exposeString('link', { access: readers }),
    isOffSite: t.exposeBoolean('isOffSite', {
      access: readers,
      description: "The link leaves CloudFly's own sites: the mail says so (P5.2).",
    }),
  }),
});
export const WordsType = builder.objectRef<CampaignWords>('CampaignWords').implement({
  description: 'What a campaign says in one language. `{{name}}` becomes the name of the reader.',
  fields: (t) => ({
    subject: t.exposeString('subject', {
      access: readers,
      description: 'Without the label: the product puts [QC] before the subject of advertising.',
    }),
    heading: t.exposeString('heading', { access: readers }),
    paragraphs: t.stringList({ access: readers, resolve: ({ paragraphs }) => [...paragraphs] }),
    action: t.field({
      type: ActionType,
      access: readers,
      nullable: true,
      resolve: ({ action }) => action,
    }),
  }),
});

export const CountType = builder.objectRef<AudienceCount & { state: string }>('CampaignCount').implement({
  description: 'The audience as it was counted, and what the gate would have said.',
  fields: (t) => ({
    state: t.exposeString('state', { access: readers, description: 'QUEUED, RUNNING, DONE or FAILED.' }),
    at: t.field({ type: 'DateTime', access: readers, nullable: true, resolve: ({ at }) => at }),
    audience: t.exposeInt('audience', { access: readers, description: 'Customers that it is meant for.' }),
    allowed: t.exposeInt('allowed', { access: readers }),
    refused: t.field({
      type: [TallyType],
      access: readers,
      description: 'By the reason that the gate would have given.',
      resolve: ({ refused }) => tallies(refused),
    }),
  }),
});

export const ProgressType = builder.objectRef<CampaignProgress>('CampaignProgress').implement({
  description: 'What has become of a campaign so far: numbers alone.',
  fields: (t) => ({
    recipients: t.exposeInt('recipients', {
      access: readers,
      description: 'Mails made, one for each customer that it is meant for, sent or not.',
    }),
    outcomes: t.field({
      type: [TallyType],
      access: readers,
      description: 'By the state of the mail, such as QUEUED, SENT, DELIVERED, BOUNCED or SUPPRESSED.',
      resolve: ({ states }) => tallies(states as Readonly<Record<string, number>>),
    }),
    reasons: t.field({
      type: [TallyType],
      access: readers,
      description: 'Why mails were not sent.',
      resolve: ({ reasons }) => tallies(reasons),
    }),
    unreadable: t.exposeInt('unreadable', {
      access: readers,
      description: 'Customers passed over because their records could not be read.',
    }),
    everybodySeen: t.boolean({ access: readers, resolve: ({ isWalked }) => isWalked }),
  }),
});
