import { builder } from './builder.ts';
import { ConsentChoiceInput, key, NoticeShownInput } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { own, ownPayload } from './own-act.ts';

const { setConsents } = lateOperations;

const self = ['customer'] as const;

const SetConsentsInput = builder.inputType('SetConsentsInput', {
  description: 'Choices, each purpose and channel at most once. What is left out stays as it is.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    notice: t.field({
      type: NoticeShownInput,
      required: false,
      description: 'The notice in force, as it was shown: needed where something is granted (P1.3).',
    }),
    consents: t.field({ type: [ConsentChoiceInput] }),
  }),
});
const SetConsentsPayload = ownPayload('SetConsents');

mutation('setConsents', {
  payload: SetConsentsPayload,
  access: self,
  description:
    'Grants or refuses, per purpose and channel (P1.2, P1.3, P2.6). Granting needs the notice in force, word for word; refusing needs none, is taken for every purpose, and holds at once: one confirmation goes out. With grants beside them, refusals are taken or turned down together with them. GUARDIAN_REQUIRED: under 16 a guardian agrees to marketing (L91 24).',
  input: SetConsentsInput,
  act: (input, context) => {
    const { idempotencyKey, ...rest } = input;
    return own(context, (viewer) => setConsents(context.ports, viewer, { idempotencyKey, input: rest }));
  },
});
