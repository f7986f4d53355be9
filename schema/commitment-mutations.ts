import type { Commitment } from '../lambda/domain/commitment/commitment.ts';
import type { NamedCommitment } from '../lambda/domain/commitment/record-commitment.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { builder } from './builder.ts';
import { CommitmentType } from './commitment.ts';
import type { ApiContext } from './context.ts';
import { DisclosurePurposeEnum, PersonalFieldEnum } from './disclosure-enums.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { payloadOf } from './payload.ts';
import { disclosers } from './recipient.ts';
import { requireStaff } from './require-staff.ts';

const { approveCommitment, endCommitment, recordCommitment } = lateOperations;

const payload = (name: string) =>
  payloadOf<Commitment>(name, 'commitment', CommitmentType as never, disclosers);
const RecordCommitmentPayload = payload('RecordCommitment');
const ApproveCommitmentPayload = payload('ApproveCommitment');
const EndCommitmentPayload = payload('EndCommitment');

const RecordCommitmentInput = builder.inputType('RecordCommitmentInput', {
  description: 'What a payment processor promised (P6.6; L91 15, 17).',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    recipientId: t.id(),
    purpose: t.field({ type: DisclosurePurposeEnum }),
    fields: t.field({ type: [PersonalFieldEnum], description: 'What it may be given, and nothing else.' }),
    from: t.field({ type: 'DateTime' }),
    until: t.field({ type: 'DateTime' }),
    duties: t.string({
      description: 'How it protects what it gets, as the document says: 1 to 4000 characters.',
    }),
    document: t.string({ description: 'In Base64: a PDF, PNG or JPEG of 40 KB at most. It is kept sealed.' }),
  }),
});
const nameOf = (name: string, description: string) =>
  builder.inputType(name, {
    description,
    fields: (t) => ({
      idempotencyKey: t.string({ description: key }),
      recipientId: t.id(),
      id: t.id({ description: 'Of the commitment.' }),
    }),
  });
const ApproveCommitmentInput = nameOf('ApproveCommitmentInput', 'What another person stands up for.');
const EndCommitmentInput = nameOf('EndCommitmentInput', 'What ends at once.');

/** @throws DomainError NOT_FOUND */
async function after({ ports }: ApiContext, { recipientId, id }: NamedCommitment): Promise<Commitment> {
  const commitment = await ports.commitments.load(recipientId, id);
  if (!commitment) throw new DomainError('NOT_FOUND', ['id']);
  return commitment;
}

mutation('recordCommitment', {
  payload: RecordCommitmentPayload,
  access: disclosers,
  description:
    'Records what a payment processor promised. It counts once another person has approved it (P6.6).',
  input: RecordCommitmentInput,
  act: async (input, context) =>
    after(context, await recordCommitment(context.ports, requireStaff(context.viewer), input)),
});

mutation('approveCommitment', {
  payload: ApproveCommitmentPayload,
  access: disclosers,
  description: 'Another person than who recorded a commitment approves it (P6.6).',
  input: ApproveCommitmentInput,
  act: async (input, context) =>
    after(context, await approveCommitment(context.ports, requireStaff(context.viewer), input)),
});

mutation('endCommitment', {
  payload: EndCommitmentPayload,
  access: disclosers,
  description: 'Ends a commitment: nothing is disclosed on it from this instant (P6.6).',
  input: EndCommitmentInput,
  act: async (input, context) =>
    after(context, await endCommitment(context.ports, requireStaff(context.viewer), input)),
});
