import {
  type PolicyDifference,
  type PurposeDifference,
  policyDifference,
} from '../lambda/domain/policy/difference.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { ConsentPurposeEnum, LanguageEnum } from './enums.ts';
import { PurposeStatement } from './policy.ts';

const everyone = ['everyone'] as const;

const PurposeDifferenceType = builder
  .objectRef<{ different: PurposeDifference; language: Language }>('PurposeDifference')
  .implement({
    description: 'A purpose that two versions of the policy do not state alike.',
    fields: (t) => ({
      purpose: t.field({
        type: ConsentPurposeEnum,
        access: everyone,
        resolve: ({ different }) => different.purpose,
      }),
      before: t.field({
        type: PurposeStatement,
        access: everyone,
        nullable: true,
        description: 'Null when it is new.',
        resolve: ({ different, language }) => different.before && { stated: different.before, language },
      }),
      after: t.field({
        type: PurposeStatement,
        access: everyone,
        nullable: true,
        description: 'Null when it is gone.',
        resolve: ({ different, language }) => different.after && { stated: different.after, language },
      }),
    }),
  });

export const PolicyDifferenceType = builder
  .objectRef<{ difference: PolicyDifference; language: Language }>('PolicyDifference')
  .implement({
    description: 'What two versions of the policy say differently (P7.2).',
    fields: (t) => ({
      textChanged: t.boolean({
        access: everyone,
        description: 'The texts themselves are in `policyVersions`.',
        resolve: ({ difference }) => difference.textChanged,
      }),
      sensitiveNoticeChanged: t.boolean({
        access: everyone,
        resolve: ({ difference }) => difference.sensitiveNoticeChanged,
      }),
      purposes: t.field({
        type: [PurposeDifferenceType],
        access: everyone,
        size: 10,
        description: 'Purposes whose flags or words are others, new ones, and those that are gone.',
        resolve: ({ difference, language }) =>
          difference.purposes.map((different) => ({ different, language })),
      }),
      stalePurposes: t.field({
        type: [ConsentPurposeEnum],
        access: everyone,
        description:
          'Purposes whose consents, given under the one, count as not given under the other: flags or words in any language changed, or the purpose is gone.',
        resolve: ({ difference }) => [...difference.stalePurposes],
      }),
    }),
  });

builder.queryFields((t) => ({
  policyDifference: t.field({
    type: PolicyDifferenceType,
    access: everyone,
    nullable: true,
    description:
      'What changes from one version of the policy to another. Null when there is no such version.',
    args: {
      from: t.arg.int({ access: everyone }),
      to: t.arg.int({ access: everyone }),
      language: t.arg({ type: LanguageEnum, required: false, access: everyone }),
    },
    resolve: async (_, args, { ports, viewer }) => {
      const versions = await ports.policies.versions();
      const from = versions.find(({ version }) => version === args.from);
      const to = versions.find(({ version }) => version === args.to);
      const language = args.language ?? viewer.language;
      return from && to && { difference: policyDifference(from, to, language), language };
    },
  }),
}));
