import { type ConsentState, choicesIn } from '../lambda/domain/consent/fact.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { guardianRelations } from '../lambda/domain/input/guardian-consent.ts';
import type { ConsentPurpose, ContactChannel } from '../lambda/domain/purposes.ts';
import { builder } from './builder.ts';
import { ConsentPurposeEnum, ContactChannelEnum } from './enums.ts';
import { ConsentChoiceInput, key, NoticeShownInput } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';

const { recordGuardianConsent } = lateOperations;

const writers = ['support', 'privacy_officer'] as const;

const GuardianRelation = builder.enumType('GuardianRelation', {
  description: 'How a guardian stands to the child.',
  values: guardianRelations,
});

const GuardianInput = builder.inputType('GuardianInput', {
  description: 'Who speaks for a customer under 16; kept sealed, as evidence.',
  fields: (t) => ({ name: t.string(), relation: t.field({ type: GuardianRelation }) }),
});

const RecordGuardianConsentInput = builder.inputType('RecordGuardianConsentInput', {
  description: 'What the guardian of a customer under 16 agrees to, or refuses (L91 24).',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    guardian: t.field({ type: GuardianInput }),
    proof: t.string({
      description:
        'How it was made certain who the guardian is: 1 to 2000 characters; kept sealed, as evidence.',
    }),
    ticket: t.string({
      description:
        'Where it was said: an open request of this customer, or a ticket as the ticket system writes it.',
    }),
    consents: t.field({
      type: [ConsentChoiceInput],
      description: 'One entry for each choice; at least one.',
    }),
    notice: t.field({
      type: NoticeShownInput,
      required: false,
      description: 'What was shown; required to agree to anything. Who only refuses needs none.',
    }),
  }),
});

interface GuardianChoice {
  readonly purpose: ConsentPurpose;
  readonly channel: ContactChannel;
  readonly granted: boolean;
  readonly at: string;
}

const GuardianChoiceType = builder.objectRef<GuardianChoice>('GuardianChoice').implement({
  description: 'A choice that stands as a guardian made it.',
  fields: (t) => ({
    purpose: t.expose('purpose', { type: ConsentPurposeEnum, access: writers }),
    channel: t.expose('channel', { type: ContactChannelEnum, access: writers }),
    granted: t.exposeBoolean('granted', { access: writers }),
    at: t.expose('at', { type: 'DateTime', access: writers }),
  }),
});

const RecordGuardianConsentPayload = payloadOf<readonly GuardianChoice[]>(
  'RecordGuardianConsent',
  'choices',
  [GuardianChoiceType] as never,
  writers,
);

const choicesOf = (state: ConsentState): readonly GuardianChoice[] =>
  choicesIn(state).flatMap(({ purpose, channel, granted, at, byGuardian }) =>
    byGuardian && channel ? [{ purpose, channel, granted, at }] : [],
  );

mutation('recordGuardianConsent', {
  payload: RecordGuardianConsentPayload,
  access: writers,
  description:
    'Records what the guardian of a customer under 16 said in a ticket; answers with every choice that stands as a guardian made it (L91 24). GUARDIAN_NOT_NEEDED where the customer is not known to be under 16.',
  input: RecordGuardianConsentInput,
  act: async (input, { ports, viewer }) => {
    const { idempotencyKey, customerId: global, ...given } = input;
    const customerId = requireLocalId('Customer', global, ['customerId']);
    await recordGuardianConsent(ports, requireStaff(viewer), {
      idempotencyKey,
      customerId,
      input: given,
    });
    const state = await ports.consents.state(customerId);
    if (!state) throw new DomainError('NOT_FOUND', ['customerId']);
    return choicesOf(state);
  },
});
