import { type OwnNotice, ownNotices } from '../lambda/domain/consent/own-notices.ts';
import { policyDifference } from '../lambda/domain/policy/difference.ts';
import type { Language } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { ConsentPurposeEnum, LanguageEnum } from './enums.ts';
import { key, NoticeShownInput } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { Me } from './me.ts';
import { mutation } from './mutation.ts';
import { own, ownPayload } from './own-act.ts';
import { PolicyDifferenceType } from './policy-difference.ts';

const { acceptPolicy, handOutNotice } = lateOperations;

const self = ['customer'] as const;

const PolicyNotice = builder.objectRef<{ notice: OwnNotice; language: Language }>('PolicyNotice').implement({
  description: 'A version of the policy that the customer has not accepted, in force or coming (P0.2, P7.2).',
  fields: (t) => ({
    version: t.int({ access: self, resolve: ({ notice }) => notice.version.version }),
    effectiveAt: t.field({
      type: 'DateTime',
      access: self,
      description: 'In force from this instant (P7.4).',
      resolve: ({ notice }) => notice.version.effectiveAt,
    }),
    language: t.field({ type: LanguageEnum, access: self, resolve: ({ language }) => language }),
    digest: t.string({
      access: self,
      description: 'SHA-256, hex, of everything it says in this language: send it back with `acceptPolicy`.',
      resolve: ({ notice, language }) => notice.version.digest[language],
    }),
    text: t.string({
      access: self,
      description:
        'The policy in full. Selecting it hands the notice out: once the version is in force, the next act (a change of details, language or a grant; no refusal, no reading) accepts it, and the evidence says so (P0.2). Show it.',
      resolve: async ({ notice, language }, _, { ports, viewer }) => {
        await handOutNotice(ports, notice, { language, requestId: viewer.requestId });
        return notice.version.text[language];
      },
    }),
    difference: t.field({
      type: PolicyDifferenceType,
      access: self,
      nullable: true,
      description: 'What it says differently from the version that was accepted.',
      resolve: ({ notice: { accepted, version }, language }) =>
        accepted && { difference: policyDifference(accepted, version, language), language },
    }),
    stalePurposes: t.field({
      type: [ConsentPurposeEnum],
      access: self,
      description: "Purposes of which the customer's own consent counts as not given under it: ask again.",
      resolve: ({ notice }) => [...notice.stalePurposes],
    }),
  }),
});

builder.objectFields(Me, (t) => ({
  notices: t.field({
    type: [PolicyNotice],
    access: self,
    size: 3,
    description:
      'Versions of the policy in force or coming that were not accepted, oldest first. One is handed out by selecting its `text`, or by the arrival of the mail that announces it; only what was handed out can be accepted by use (P0.2).',
    args: { language: t.arg({ type: LanguageEnum, required: false, access: self }) },
    resolve: async ({ loaded }, args, { ports, viewer }) => {
      const language = args.language ?? viewer.language;
      return (await ownNotices(ports, loaded.customer.id)).map((notice) => ({ notice, language }));
    },
  }),
}));

const AcceptPolicyInput = builder.inputType('AcceptPolicyInput', {
  description: 'Which notice was accepted, as it was shown.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    notice: t.field({ type: NoticeShownInput }),
  }),
});
const AcceptPolicyPayload = ownPayload('AcceptPolicy');

mutation('acceptPolicy', {
  payload: AcceptPolicyPayload,
  access: self,
  description:
    'Accepts the version of the policy in force in so many words (P0.2). It changes no choice: marketing is chosen by `setConsents` alone.',
  input: AcceptPolicyInput,
  act: (input, context) => own(context, (viewer) => acceptPolicy(context.ports, viewer, input)),
});
