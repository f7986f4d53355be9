import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import { draftStates, type PolicyDraft } from '../lambda/domain/policy/draft.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { LanguageEnum } from './enums.ts';
import { globalId, localId } from './node.ts';
import { overseers } from './overseers.ts';
import { OverriddenRule, PurposeStatement } from './policy.ts';

const DraftState = builder.enumType('PolicyDraftState', {
  description: 'How far a draft of the policy has come.',
  values: draftStates,
});

export interface Drafted {
  readonly draft: PolicyDraft;
  readonly language: Language;
}
export const PolicyDraftType = builder.objectRef<Drafted>('PolicyDraft').implement({
  description:
    'What a version of the policy is to say. Its words are never changed; other words are another draft.',
  fields: (t) => ({
    id: t.id({ access: overseers, resolve: ({ draft }) => globalId('PolicyDraft', draft.id) }),
    state: t.field({ type: DraftState, access: overseers, resolve: ({ draft }) => draft.state }),
    author: t.string({
      access: overseers,
      description: 'Opaque id, as in `AuditRow.actor`.',
      resolve: ({ draft }) => `staff:${draft.author}`,
    }),
    draftedAt: t.field({ type: 'DateTime', access: overseers, resolve: ({ draft }) => draft.draftedAt }),
    approver: t.string({
      access: overseers,
      nullable: true,
      description: 'Another person than the author.',
      resolve: ({ draft }) => draft.approval && `staff:${draft.approval.by}`,
    }),
    approvedAt: t.field({
      type: 'DateTime',
      access: overseers,
      nullable: true,
      resolve: ({ draft }) => draft.approval?.at,
    }),
    version: t.int({
      access: overseers,
      nullable: true,
      description: 'The number it was published under.',
      resolve: ({ draft }) => draft.version,
    }),
    language: t.field({ type: LanguageEnum, access: overseers, resolve: ({ language }) => language }),
    text: t.string({ access: overseers, resolve: ({ draft, language }) => draft.content.text[language] }),
    sensitiveNotice: t.string({
      access: overseers,
      resolve: ({ draft, language }) => draft.content.sensitiveNotice[language],
    }),
    digest: t.string({
      access: overseers,
      description:
        'SHA-256, hex, of everything that it says in this language; the version will have the same.',
      resolve: ({ draft, language }) => draft.digest[language],
    }),
    purposes: t.field({
      type: [PurposeStatement],
      access: overseers,
      size: 10,
      resolve: ({ draft, language }) => draft.content.purposes.map((stated) => ({ stated, language })),
    }),
    lawOverride: t.string({
      access: overseers,
      nullable: true,
      description: 'Why it is to be published against `overriddenRules`.',
      resolve: ({ draft }) => draft.content.lawOverride,
    }),
    overriddenRules: t.field({
      type: [OverriddenRule],
      access: overseers,
      size: 5,
      description: 'Rules of law that it breaks, for the reason in `lawOverride` (P7.3).',
      resolve: ({ draft }) => [...(draft.content.overriddenRules ?? [])],
    }),
  }),
});

const DraftConnection = connectionOf('PolicyDraft', PolicyDraftType, overseers);

builder.queryFields((t) => ({
  policyDraft: t.field({
    type: PolicyDraftType,
    access: overseers,
    nullable: true,
    description: 'A draft of the policy. Null when there is none.',
    args: {
      id: t.arg.id({ access: overseers }),
      language: t.arg({ type: LanguageEnum, required: false, access: overseers }),
    },
    resolve: async (_, args, { ports, viewer }) => {
      const id = localId('PolicyDraft', args.id);
      const draft = id === undefined ? undefined : await ports.policyDrafts.load(id);
      return draft && { draft, language: args.language ?? viewer.language };
    },
  }),
  policyDrafts: t.field({
    type: DraftConnection,
    access: overseers,
    cost: 5,
    description: 'All drafts of the policy, the last first.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: overseers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: overseers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      const { drafts, hasNextPage } = await ports.policyDrafts.page(
        requirePageSize(first ?? 20),
        after ?? undefined,
      );
      const items = drafts.map(({ draft, cursor }) => ({
        node: { draft, language: viewer.language },
        cursor,
      }));
      return { items, hasNextPage };
    },
  }),
}));
