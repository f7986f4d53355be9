import { builder } from './builder.ts';
import { ConsentPurposeEnum } from './enums.ts';
import { key } from './inputs.ts';

export const InEachLanguageInput = builder.inputType('InEachLanguageInput', {
  description: 'One text in each language that CloudFly speaks.',
  fields: (t) => ({ vi: t.string(), en: t.string() }),
});

const PolicyPurposeInput = builder.inputType('PolicyPurposeInput', {
  description: 'One purpose as a version of the policy is to state it (P1.3).',
  fields: (t) => ({
    purpose: t.field({ type: ConsentPurposeEnum }),
    coveredByAgreement: t.boolean({
      description: 'False: it needs an explicit choice. Advertising always does (L91 11).',
    }),
    advertising: t.boolean({ description: 'Whether mails for it are advertising.' }),
    wording: t.field({ type: InEachLanguageInput, description: 'The words beside the choice.' }),
  }),
});

const PolicyContentInput = builder.inputType('PolicyContentInput', {
  description: 'All that a version of the policy says.',
  fields: (t) => ({
    text: t.field({ type: InEachLanguageInput, description: 'The policy in full.' }),
    purposes: t.field({ type: [PolicyPurposeInput], description: 'Each at most once, STORAGE among them.' }),
    sensitiveNotice: t.field({
      type: InEachLanguageInput,
      description: 'Says which data are sensitive (D356 6(4)).',
    }),
  }),
});

export const DraftPolicyInput = builder.inputType('DraftPolicyInput', {
  description: 'What the next version of the policy is to say (P7.2).',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    content: t.field({ type: PolicyContentInput }),
    lawOverride: t.string({
      required: false,
      description:
        'Only where a rule of law that may be overridden is to be, such as the one against advertising that agreement covers: the reason, kept in the version and shown to everybody.',
    }),
  }),
});

/** What names a draft and nothing else. */
export const PolicyDraftInput = (name: string) =>
  builder.inputType(name, {
    description: 'A draft of the policy.',
    fields: (t) => ({ idempotencyKey: t.string({ description: key }), draftId: t.id() }),
  });
