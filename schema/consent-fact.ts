import { type ConsentFact, factTypes, noticePaths } from '../lambda/domain/consent/fact.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { consentReaders } from './consent.ts';
import {
  ConsentPathEnum,
  ConsentPurposeEnum,
  ContactChannelEnum,
  EvidenceMannerEnum,
  LanguageEnum,
} from './enums.ts';
import { LegalBasisEnum } from './legal-basis.ts';

const access = consentReaders;

const FactType = builder.enumType('ConsentFactType', {
  description: 'Acceptance of the policy, one choice, or a basis beside consent.',
  values: factTypes,
});
const NoticePathEnum = builder.enumType('NoticePath', {
  description: 'How the notice of a version reached the customer.',
  values: noticePaths,
});

const UseType = builder.objectRef<NonNullable<ConsentFact['use']>>('AcceptingUse').implement({
  description: 'The act by which a version was accepted, and the notice before it (P0.2).',
  fields: (t) => ({
    operation: t.exposeString('operation', { access, description: 'The mutation.' }),
    noticeAt: t.expose('noticeAt', { type: 'DateTime', access }),
    noticeBy: t.expose('noticeBy', { type: NoticePathEnum, access }),
  }),
});

const ConsentFactRef = builder.objectRef<ConsentFact>('ConsentFact').implement({
  description:
    'One thing that was agreed to, chosen or refused, with its evidence: never changed, never removed (P0.2, P1.3; D356 6). Where it came from is kept sealed.',
  fields: (t) => ({
    id: t.exposeID('id', { access }),
    type: t.expose('type', { type: FactType, access }),
    at: t.expose('at', { type: 'DateTime', access }),
    manner: t.expose('manner', { type: EvidenceMannerEnum, access }),
    path: t.expose('path', { type: ConsentPathEnum, access }),
    policyVersion: t.exposeInt('policyVersion', { access }),
    language: t.expose('language', { type: LanguageEnum, access, description: 'Of what was shown.' }),
    textDigest: t.exposeString('textDigest', {
      access,
      description: 'SHA-256, hex, of what the version says in this language (`PolicyVersion.digest`).',
    }),
    actor: t.exposeString('actor', { access, description: 'Who: an opaque id, as in `AuditRow.actor`.' }),
    requestId: t.exposeString('requestId', { access, description: 'Leads to the audit row of the act.' }),
    purpose: t.field({
      type: ConsentPurposeEnum,
      access,
      nullable: true,
      resolve: ({ purpose }) => purpose,
    }),
    channel: t.field({
      type: ContactChannelEnum,
      access,
      nullable: true,
      resolve: ({ channel }) => channel,
    }),
    granted: t.boolean({
      access,
      nullable: true,
      description: 'The answer; null where nothing was chosen.',
      resolve: ({ granted }) => granted,
    }),
    wording: t.string({
      access,
      nullable: true,
      description:
        'The exact words of the choice. Null for a purpose that the version does not state, and where an import did not bring them.',
      resolve: ({ wording }) => wording,
    }),
    reference: t.string({
      access,
      nullable: true,
      description: 'The ticket it was said in, where staff wrote it down.',
      resolve: ({ reference }) => reference,
    }),
    use: t.field({ type: UseType, access, nullable: true, resolve: ({ use }) => use }),
    byGuardian: t.boolean({
      access,
      description: 'Said by the guardian of a customer under 16 (L91 24).',
      resolve: ({ byGuardian }) => byGuardian ?? false,
    }),
    basis: t.field({ type: LegalBasisEnum, access, nullable: true, resolve: ({ basis }) => basis }),
    basisEndsAt: t.field({
      type: 'DateTime',
      access,
      nullable: true,
      resolve: ({ endsAt }) => endsAt,
    }),
  }),
});
export const ConsentFactConnection = connectionOf('ConsentFact', ConsentFactRef, access);
