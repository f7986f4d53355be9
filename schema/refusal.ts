import { DomainError } from '../lambda/domain/errors.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { builder } from './builder.ts';
import { CustomerType } from './customer-type.ts';
import { ConsentPurposeEnum, ContactChannelEnum } from './enums.ts';
import { key, OnlyKeyInput } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { own, ownPayload } from './own-act.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';

const { recordRefusal, refuseAllEmail } = lateOperations;

const self = ['customer'] as const;
const recorders = ['support', 'privacy_officer'] as const;

const RefuseAllEmailInput = OnlyKeyInput('RefuseAllEmailInput');
const RefuseAllEmailPayload = ownPayload('RefuseAllEmail');

const RecordRefusalInput = builder.inputType('RecordRefusalInput', {
  description: 'What a customer refused by calling or writing, and where that is filed (P2.6).',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    purposes: t.field({
      type: [ConsentPurposeEnum],
      required: false,
      description: 'Null: everything that can be refused.',
    }),
    channels: t.field({ type: [ContactChannelEnum], defaultValue: ['EMAIL'] }),
    ticket: t.string({ description: 'As the ticket system writes it.' }),
  }),
});
const RecordRefusalPayload = payloadOf<LoadedCustomer>(
  'RecordRefusal',
  'customer',
  CustomerType as never,
  recorders,
);

mutation('refuseAllEmail', {
  payload: RefuseAllEmailPayload,
  access: self,
  description:
    'Refuses every mail that can be refused, from this instant (P2.6). Duties remain: answers to own requests, security, changes of the policy.',
  input: RefuseAllEmailInput,
  act: (input, context) => own(context, (viewer) => refuseAllEmail(context.ports, viewer, input)),
});

mutation('recordRefusal', {
  payload: RecordRefusalPayload,
  access: recorders,
  description:
    'Records what a customer refused in a ticket (P2.6). It holds at once, and the customer is told by one mail. TICKET_REQUIRED: the ticket is not one of the ticket system.',
  input: RecordRefusalInput,
  act: async (input, { ports, viewer, customers }) => {
    const { idempotencyKey, purposes, channels, ticket } = input;
    const customerId = requireLocalId('Customer', input.customerId, ['customerId']);
    const call = {
      idempotencyKey,
      customerId,
      purposes: purposes ?? undefined,
      channels: channels ?? ['EMAIL'],
      ticket,
    };
    await recordRefusal(ports, requireStaff(viewer), call);
    const loaded = await customers.load(customerId);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    return loaded;
  },
});
