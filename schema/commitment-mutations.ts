import { approveCommitment } from '../lambda/domain/disclosure/approve-commitment.ts';
import type { Commitment } from '../lambda/domain/disclosure/commitment.ts';
import { endCommitment } from '../lambda/domain/disclosure/end-commitment.ts';
import { type NamedCommitment, recordCommitment } from '../lambda/domain/disclosure/record-commitment.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { builder } from './builder.ts';
import { CommitmentType } from './commitment.ts';
import type { ApiContext } from './context.ts';
import { requireStaff } from './customer.ts';
import { DisclosurePurposeEnum, PersonalFieldEnum } from './disclosure-enums.ts';
import { outcome } from './errors.ts';
import { key } from './inputs.ts';
import { payloadOf } from './payload.ts';
import { disclosers } from './recipient.ts';

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

builder.mutationFields((t) => ({
  recordCommitment: t.field({
    type: RecordCommitmentPayload,
    access: disclosers,
    cost: 10,
    description:
      'Records what a payment processor promised. It counts once another person has approved it (P6.6).',
    args: { input: t.arg({ type: RecordCommitmentInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      outcome(context.viewer.language, async () =>
        after(context, await recordCommitment(context.ports, requireStaff(context.viewer), input)),
      ),
  }),
  approveCommitment: t.field({
    type: ApproveCommitmentPayload,
    access: disclosers,
    cost: 10,
    description: 'Another person than who recorded a commitment approves it (P6.6).',
    args: { input: t.arg({ type: ApproveCommitmentInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      outcome(context.viewer.language, async () =>
        after(context, await approveCommitment(context.ports, requireStaff(context.viewer), input)),
      ),
  }),
  endCommitment: t.field({
    type: EndCommitmentPayload,
    access: disclosers,
    cost: 10,
    description: 'Ends a commitment: nothing is disclosed on it from this instant (P6.6).',
    args: { input: t.arg({ type: EndCommitmentInput, access: disclosers }) },
    resolve: (_, { input }, context) =>
      outcome(context.viewer.language, async () =>
        after(context, await endCommitment(context.ports, requireStaff(context.viewer), input)),
      ),
  }),
}));
