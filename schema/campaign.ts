import { type Campaign, campaignStates } from '../lambda/domain/campaign/campaign.ts';
import { audienceCountOf } from '../lambda/domain/campaign/count-audience.ts';
import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import { marketingPurposes } from '../lambda/domain/purposes.ts';
import { builder } from './builder.ts';
import { AudienceType, CountType, campaignReaders, ProgressType, WordsType } from './campaign-parts.ts';
import { connectionOf } from './connection.ts';
import { LanguageEnum } from './enums.ts';
import { lateOperations } from './late-operations.ts';
import { globalId, localId } from './node.ts';

const { loadProgress } = lateOperations;

const readers = campaignReaders;

const CampaignPurposeEnum = builder.enumType('CampaignPurpose', {
  description: 'What a campaign is sent for: marketing, or the announcement of a version of the policy.',
  values: [...marketingPurposes, 'POLICY_CHANGE'] as const,
});
const CampaignStateEnum = builder.enumType('CampaignState', {
  description: 'How far a campaign has come.',
  values: campaignStates,
});

export const CampaignType = builder.objectRef<Campaign>('Campaign').implement({
  description:
    'Mails of one kind to many customers (P2.4, P2.5, P2.7), or the announcement of a version of the policy (P7.4). What it says is never changed; other words are another campaign.',
  fields: (t) => ({
    id: t.id({ access: readers, resolve: ({ id }) => globalId('Campaign', id) }),
    name: t.exposeString('name', { access: readers }),
    purpose: t.expose('purpose', { type: CampaignPurposeEnum, access: readers }),
    state: t.expose('state', { type: CampaignStateEnum, access: readers }),
    audience: t.expose('audience', { type: AudienceType, access: readers }),
    words: t.field({
      type: WordsType,
      access: readers,
      nullable: true,
      description: 'Null for an announcement: the version has its words.',
      args: { language: t.arg({ type: LanguageEnum, access: readers }) },
      resolve: ({ content }, { language }) => content?.[language],
    }),
    policyVersion: t.int({ access: readers, nullable: true, resolve: (row) => row.policyVersion }),
    startsAt: t.field({ type: 'DateTime', access: readers, nullable: true, resolve: (row) => row.startsAt }),
    author: t.string({
      access: readers,
      description: 'Opaque id, as in `AuditRow.actor`.',
      resolve: ({ author }) => `staff:${author}`,
    }),
    draftedAt: t.expose('draftedAt', { type: 'DateTime', access: readers }),
    testedAt: t.field({ type: 'DateTime', access: readers, nullable: true, resolve: (row) => row.testedAt }),
    approver: t.string({
      access: readers,
      nullable: true,
      description: 'Another person than the author.',
      resolve: ({ approval }) => approval && `staff:${approval.by}`,
    }),
    approvedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ approval }) => approval?.at,
    }),
    startedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: (row) => row.startedAt,
    }),
    finishedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: (row) => row.finishedAt,
    }),
    count: t.field({
      type: CountType,
      access: readers,
      cost: 2,
      nullable: true,
      description: 'What `countCampaign` found last. Null when nobody asked.',
      resolve: async ({ countJobId }, _, { ports }) => {
        const job = countJobId === undefined ? undefined : await ports.jobs.load(countJobId);
        return job && { ...audienceCountOf(job), state: job.state };
      },
    }),
    progress: t.field({
      type: ProgressType,
      access: readers,
      cost: 5,
      resolve: ({ id }, _, { ports }) => loadProgress(ports, id),
    }),
  }),
});

const CampaignConnection = connectionOf('Campaign', CampaignType, readers);

builder.queryFields((t) => ({
  campaign: t.field({
    type: CampaignType,
    access: readers,
    nullable: true,
    description: 'A campaign, with its progress. Null when there is none.',
    args: { id: t.arg.id({ access: readers }) },
    resolve: async (_, args, { ports }) => {
      const id = localId('Campaign', args.id);
      return id === undefined ? undefined : ports.campaigns.load(id);
    },
  }),
  campaigns: t.field({
    type: CampaignConnection,
    access: readers,
    cost: 5,
    description: 'All campaigns, the one drafted last first.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: readers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: readers }),
    },
    resolve: async (_, { first, after }, { ports }) => {
      const { campaigns, hasNextPage } = await ports.campaigns.page(
        requirePageSize(first ?? 20),
        after ?? undefined,
      );
      return { items: campaigns.map(({ campaign, cursor }) => ({ node: campaign, cursor })), hasNextPage };
    },
  }),
}));
