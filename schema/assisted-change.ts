import { DomainError } from '../lambda/domain/errors.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { CustomerType } from './customer-type.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';

const { approveAssistedChange, assistEmailChange } = lateOperations;

const helpers = ['support'] as const;
const approvers = ['support', 'privacy_officer'] as const;

const AssistEmailChangeInput = builder.inputType('AssistEmailChangeInput', {
  description: 'A new address for a customer who lost the mailbox (P3.5).',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    email: t.field({ type: 'EmailAddress' }),
    evidence: t.string({
      description: 'What was seen as proof of who asks, 10 to 1000 characters on one line. Kept sealed.',
    }),
    ticket: t.string({
      description:
        'Reference of an open request of the customer, or of a ticket as the ticket system writes it.',
    }),
  }),
});
const ApproveAssistedChangeInput = builder.inputType('ApproveAssistedChangeInput', {
  description: 'Which change is approved: that one, and none that came in its place.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    changeId: t.string({ description: '`customer.emailChange.id`, as it was looked at.' }),
  }),
});

const AssistEmailChangePayload = payloadOf<LoadedCustomer>(
  'AssistEmailChange',
  'customer',
  CustomerType as never,
  helpers,
);
const ApproveAssistedChangePayload = payloadOf<LoadedCustomer>(
  'ApproveAssistedChange',
  'customer',
  CustomerType as never,
  approvers,
);

/** Runs an act of staff on one customer, and answers with the customer as it is afterwards. */
async function aboutCustomer(
  { customers }: ApiContext,
  globalId: string,
  act: (customerId: string) => Promise<unknown>,
): Promise<LoadedCustomer> {
  const customerId = requireLocalId('Customer', globalId, ['customerId']);
  await act(customerId);
  const loaded = await customers.load(customerId);
  if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
  return loaded;
}

mutation('assistEmailChange', {
  payload: AssistEmailChangePayload,
  access: helpers,
  description:
    'Asks for a change of address for a customer who lost the mailbox (P3.5). Nothing is sent before another employee approves; then it goes the way of every other.',
  input: AssistEmailChangeInput,
  act: (input, context) =>
    aboutCustomer(context, input.customerId, (customerId) =>
      assistEmailChange(context.ports, requireStaff(context.viewer), { ...input, customerId }),
    ),
});

mutation('approveAssistedChange', {
  payload: ApproveAssistedChangePayload,
  access: approvers,
  description:
    'Approves a change that another employee asked for (P3.5); SAME_PERSON for one of the own. The new address is then asked to confirm, the old one is told, and it waits 72 hours.',
  input: ApproveAssistedChangeInput,
  act: (input, context) =>
    aboutCustomer(context, input.customerId, (customerId) =>
      approveAssistedChange(context.ports, requireStaff(context.viewer), { ...input, customerId }),
    ),
});
