import { contactReasons } from '../lambda/domain/contact/contact-reasons.ts';
import type { ContactDecision } from '../lambda/domain/contact/decide-contact.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { builder } from './builder.ts';
import { ContactChannelEnum } from './enums.ts';
import { lateOperations } from './late-operations.ts';
import { MailPurposeEnum } from './mail.ts';
import { localId } from './node.ts';

const { contactPermission } = lateOperations;

const askers = ['scope:contact:check', 'marketing'] as const;
const byNumber = ['scope:contact:check'] as const;

const ContactReasonEnum = builder.enumType('ContactReason', {
  description:
    'Why the gate answers as it does. Allowed: DUTY, CONSENT, AGREEMENT, LEGAL_BASIS; every other is a no.',
  values: contactReasons,
});

const ContactPermission = builder.objectRef<ContactDecision>('ContactPermission').implement({
  description: 'Whether a customer may be contacted now for a purpose over a channel (P1.2).',
  fields: (t) => ({
    allowed: t.exposeBoolean('allowed', { access: askers }),
    reason: t.expose('reason', { type: ContactReasonEnum, access: askers }),
    rules: t.stringList({
      access: askers,
      description: 'Clauses of the policy and articles of the law it follows from.',
      resolve: ({ rules }) => [...rules],
    }),
    until: t.field({
      type: 'DateTime',
      access: askers,
      nullable: true,
      description: 'For OUTSIDE_HOURS and QUOTA_SPENT: from when the answer may be another.',
      resolve: ({ until }) => until,
    }),
  }),
});

builder.queryFields((t) => ({
  contactPermission: t.field({
    type: ContactPermission,
    access: askers,
    cost: 10,
    nullable: true,
    description:
      'Asks the gate before a call or a message (P1.2; hours: D330 37(3)(o)). Name the customer by id, or services by the number in one of their systems. Holds for this moment: ask again before each contact. Every answer is audited. Null when there is no such customer.',
    args: {
      customerId: t.arg.id({ required: false, access: askers }),
      system: t.arg.string({ required: false, access: byNumber }),
      number: t.arg.string({ required: false, access: byNumber }),
      purpose: t.arg({ type: MailPurposeEnum, access: askers }),
      channel: t.arg({ type: ContactChannelEnum, access: askers }),
    },
    resolve: (_, { customerId, system, number, purpose, channel }, { ports, viewer }) => {
      if (viewer.kind !== 'service' && viewer.kind !== 'staff') throw new DomainError('FORBIDDEN');
      if ((system == null) !== (number == null)) throw new DomainError('REQUIRED', ['number']);
      return contactPermission(ports, viewer, {
        // An id that is none is an id of nobody.
        customerId: customerId == null ? undefined : (localId('Customer', customerId) ?? ''),
        reference: system == null || number == null ? undefined : { system, number },
        purpose,
        channel,
      });
    },
  }),
}));
