import type { EmailHold } from '../lambda/domain/contact/email-hold.ts';
import type { NamedHold } from '../lambda/domain/contact/hold-email.ts';
import { listEmailHolds } from '../lambda/domain/contact/list-email-holds.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import type { ApiContext } from './context.ts';
import { HoldConfirmationEnum, HoldContactChannelEnum } from './email-hold-enums.ts';
import { EmailHoldType, holders } from './email-hold-type.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { words } from './request-inputs.ts';
import { requireStaff } from './require-staff.ts';

const { holdEmail, recordHoldContact, releaseEmailHold } = lateOperations;

const hold = 'The hold that was looked at: `EmailHold.id`.';

const HoldEmailInput = builder.inputType('HoldEmailInput', {
  description: 'Whose address, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    why: t.string({ description: `What was noticed; for staff alone. ${words}` }),
  }),
});
const RecordContactInput = builder.inputType('RecordContactInput', {
  description: 'How and when the customer was reached, and what was confirmed.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    id: t.id({ description: hold }),
    channel: t.field({ type: HoldContactChannelEnum }),
    at: t.field({ type: 'DateTime', description: 'After the hold began, and not to come.' }),
    confirmed: t.field({ type: [HoldConfirmationEnum], description: 'At least one.' }),
    note: t.string({ description: `What was said; for staff alone. ${words}` }),
  }),
});
const ReleaseEmailHoldInput = builder.inputType('ReleaseEmailHoldInput', {
  description: 'Which hold is lifted.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    id: t.id({ description: hold }),
  }),
});

const payload = (name: string) => payloadOf<EmailHold>(name, 'hold', EmailHoldType as never, holders);
const HoldEmailPayload = payload('HoldEmail');
const RecordContactPayload = payload('RecordContact');
const ReleaseEmailHoldPayload = payload('ReleaseEmailHold');
const EmailHoldConnection = connectionOf('EmailHold', EmailHoldType, holders);

/** Runs an act on the hold of a customer named by a global id, and answers with it as it is afterwards. */
async function acting(
  { ports }: ApiContext,
  globalCustomerId: string,
  act: (customerId: string) => Promise<NamedHold>,
): Promise<EmailHold> {
  const { customerId, id } = await act(requireLocalId('Customer', globalCustomerId, ['customerId']));
  const found = await ports.emailHolds.load(customerId, id);
  if (!found) throw new DomainError('NOT_FOUND', ['id']);
  return found;
}

builder.queryFields((t) => ({
  emailHolds: t.field({
    type: EmailHoldConnection,
    access: holders,
    cost: 10,
    description:
      'The work list: addresses whose requests are stopped, the longest first (P3.6). A hold never ends by itself: each waits for somebody to reach its customer.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: holders, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: holders }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const page = await listEmailHolds(ports, { first: first ?? 20, after: after ?? undefined });
      const { end, ...shown } = page;
      return { ...shown, ...(end !== undefined && { endCursor: end }) };
    },
  }),
}));

mutation('holdEmail', {
  payload: HoldEmailPayload,
  access: holders,
  description:
    "Stops requests from a customer's address until the customer is reached and confirms (P3.6). The customer is told by mail; what arrives from the address waits in quarantine. ALREADY_HELD when it is so.",
  input: HoldEmailInput,
  act: (input, context) =>
    acting(context, input.customerId, (customerId) =>
      holdEmail(context.ports, requireStaff(context.viewer), { ...input, customerId }),
    ),
});

mutation('recordContact', {
  payload: RecordContactPayload,
  access: holders,
  description:
    'Records how the customer was reached while requests from the address are stopped, and what was confirmed (P3.6); an attempt that reached nobody, too. Any way but the address that is held; ADDRESS_HELD at `channel` for a number or a postal address that was set since, or in the 7 days before.',
  input: RecordContactInput,
  act: (input, context) =>
    acting(context, input.customerId, (customerId) =>
      recordHoldContact(context.ports, requireStaff(context.viewer), { ...input, customerId }),
    ),
});

mutation('releaseEmailHold', {
  payload: ReleaseEmailHoldPayload,
  access: holders,
  description:
    'Lifts a hold after a contact in which the customer confirmed the own identity, else CONTACT_NOT_RECORDED (P3.6). What is in quarantine stays there until each item is decided on. A change of address under way is stopped where the customer said REQUESTS_ARE_NOT_MINE; else its 72 hours begin with the lift. One that staff help with goes on.',
  input: ReleaseEmailHoldInput,
  act: (input, context) =>
    acting(context, input.customerId, (customerId) =>
      releaseEmailHold(context.ports, requireStaff(context.viewer), { ...input, customerId }),
    ),
});
