import {
  type CollectedField,
  type CollectionNotice,
  collectionNotice,
} from '../lambda/domain/policy/collection-notice.ts';
import { policyInForce } from '../lambda/domain/policy/policy-in-force.ts';
import type { PolicyPurpose, PolicyVersion } from '../lambda/domain/policy/version.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { CollectionFormEnum, ConsentPurposeEnum, DataClassEnum, LanguageEnum } from './enums.ts';

const everyone = ['everyone'] as const;

export const PurposeStatement = builder
  .objectRef<{ stated: PolicyPurpose; language: Language }>('PurposeStatement')
  .implement({
    description: 'One purpose as a version of the policy states it (P1.3).',
    fields: (t) => ({
      purpose: t.field({
        type: ConsentPurposeEnum,
        access: everyone,
        resolve: ({ stated }) => stated.purpose,
      }),
      wording: t.string({
        access: everyone,
        description: 'The exact words to show beside the choice; they are kept as evidence.',
        resolve: ({ stated, language }) => stated.wording[language],
      }),
      coveredByAgreement: t.boolean({
        access: everyone,
        description:
          'True: agreement to the policy covers it. False: it needs an explicit choice, never pre-ticked (L91 11).',
        resolve: ({ stated }) => stated.coveredByAgreement,
      }),
      advertising: t.boolean({
        access: everyone,
        description: 'Whether mails for it are advertising.',
        resolve: ({ stated }) => stated.advertising,
      }),
    }),
  });

export const OverriddenRule = builder
  .objectRef<{ readonly id: string; readonly article: string }>('OverriddenRule')
  .implement({
    description: 'A rule of law that a version of the policy was published against, in the open (P7.3).',
    fields: (t) => ({
      rule: t.string({ access: everyone, resolve: ({ id }) => id }),
      article: t.exposeString('article', { access: everyone, description: 'Where the rule stands.' }),
    }),
  });

export const PolicyVersionType = builder
  .objectRef<{ version: PolicyVersion; language: Language }>('PolicyVersion')
  .implement({
    description: 'A published version of the privacy policy; never altered afterwards (P7.2).',
    fields: (t) => ({
      version: t.int({ access: everyone, resolve: ({ version }) => version.version }),
      effectiveAt: t.field({
        type: 'DateTime',
        access: everyone,
        description: 'In force from this instant until the next version (P7.4).',
        resolve: ({ version }) => version.effectiveAt,
      }),
      language: t.field({ type: LanguageEnum, access: everyone, resolve: ({ language }) => language }),
      text: t.string({ access: everyone, resolve: ({ version, language }) => version.text[language] }),
      digest: t.string({
        access: everyone,
        description: 'SHA-256, hex, of everything that the version says in this language.',
        resolve: ({ version, language }) => version.digest[language],
      }),
      purposes: t.field({
        type: [PurposeStatement],
        access: everyone,
        size: 10,
        resolve: ({ version, language }) => version.purposes.map((stated) => ({ stated, language })),
      }),
      sensitiveNotice: t.string({
        access: everyone,
        description: 'Says which data are sensitive (D356 6(4)).',
        resolve: ({ version, language }) => version.sensitiveNotice[language],
      }),
      publishedAt: t.field({
        type: 'DateTime',
        access: everyone,
        resolve: ({ version }) => version.publishedAt,
      }),
      lawOverride: t.string({
        access: everyone,
        nullable: true,
        description:
          'Why CloudFly publishes it against `overriddenRules`, such as advertising that agreement covers (L91 11). Null where every rule is kept.',
        resolve: ({ version }) => version.lawOverride,
      }),
      overriddenRules: t.field({
        type: [OverriddenRule],
        access: everyone,
        size: 5,
        description: 'Rules of law that it was published against, for the reason in `lawOverride` (P7.3).',
        resolve: ({ version }) => [...(version.overriddenRules ?? [])],
      }),
    }),
  });

const CollectedFieldType = builder.objectRef<CollectedField>('CollectedField').implement({
  description: 'A field that a form collects, and why (L91 9).',
  fields: (t) => ({
    field: t.exposeString('field', {
      access: everyone,
      description: "The field's name in the form's input.",
    }),
    dataClass: t.expose('dataClass', { type: DataClassEnum, access: everyone }),
    required: t.exposeBoolean('required', { access: everyone }),
    sensitive: t.exposeBoolean('sensitive', { access: everyone, description: 'Sensitive in law (D356 4).' }),
    purposes: t.field({
      type: [ConsentPurposeEnum],
      access: everyone,
      resolve: (field) => [...field.purposes],
    }),
  }),
});

const CollectionNoticeType = builder.objectRef<CollectionNotice>('CollectionNotice').implement({
  description: 'What a form must show before it collects anything (P1.3; L91 9(2)).',
  fields: (t) => ({
    version: t.exposeInt('version', { access: everyone, description: 'Version of the policy in force.' }),
    language: t.expose('language', { type: LanguageEnum, access: everyone }),
    text: t.exposeString('text', { access: everyone, description: 'The policy in full.' }),
    digest: t.exposeString('digest', {
      access: everyone,
      description:
        'SHA-256, hex, of everything this notice shows: send it back on registering, as evidence of it (P0.2).',
    }),
    sensitiveNotice: t.exposeString('sensitiveNotice', {
      access: everyone,
      description: 'Says which data are sensitive (D356 6(4)).',
    }),
    fields: t.field({
      type: [CollectedFieldType],
      access: everyone,
      size: 10,
      resolve: (notice) => [...notice.fields],
    }),
    storage: t.field({
      type: PurposeStatement,
      access: everyone,
      description: 'Storing itself, with its own box: without it there is no record (P1.4).',
      resolve: (notice) => ({ stated: notice.storage, language: notice.language }),
    }),
    choices: t.field({
      type: [PurposeStatement],
      access: everyone,
      size: 10,
      description: 'Purposes that need an explicit choice: one box each, none ticked beforehand.',
      resolve: (notice) => notice.choices.map((stated) => ({ stated, language: notice.language })),
    }),
  }),
});

builder.queryFields((t) => ({
  policyInForce: t.field({
    type: PolicyVersionType,
    access: everyone,
    nullable: true,
    description: 'The policy in force now, or at an instant (P7.4). Null before the first version.',
    args: {
      language: t.arg({ type: LanguageEnum, required: false, access: everyone }),
      at: t.arg({ type: 'DateTime', required: false, access: everyone }),
    },
    resolve: async (_, args, { ports, viewer }) => {
      const version = await policyInForce(ports, args.at ?? ports.now());
      return version && { version, language: args.language ?? viewer.language };
    },
  }),
  policyVersions: t.field({
    type: [PolicyVersionType],
    access: everyone,
    size: 20,
    description: 'Every version ever published, oldest first (P7.2).',
    args: { language: t.arg({ type: LanguageEnum, required: false, access: everyone }) },
    resolve: async (_, args, { ports, viewer }) => {
      const language = args.language ?? viewer.language;
      return (await ports.policies.versions()).map((version) => ({ version, language }));
    },
  }),
  collectionNotice: t.field({
    type: CollectionNoticeType,
    access: everyone,
    description: 'The notice for one form: show it before collecting anything.',
    args: {
      form: t.arg({ type: CollectionFormEnum, access: everyone }),
      language: t.arg({ type: LanguageEnum, required: false, access: everyone }),
    },
    resolve: (_, args, { ports, viewer }) =>
      collectionNotice(ports, { form: args.form, language: args.language ?? viewer.language }),
  }),
}));
