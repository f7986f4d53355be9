import { type Commitment, isActiveAt, type SealedDocument } from '../lambda/domain/commitment/commitment.ts';
import type { DisclosurePurpose } from '../lambda/domain/disclosure/purpose.ts';
import { builder } from './builder.ts';
import { CommitmentStateEnum, DisclosurePurposeEnum, PersonalFieldEnum } from './disclosure-enums.ts';
import { lateOperations } from './late-operations.ts';
import { disclosers, disclosureReaders, RecipientType } from './recipient.ts';

const { openDuties } = lateOperations;

const readers = disclosureReaders;

export const DocumentType = builder.objectRef<SealedDocument>('SealedDocument').implement({
  description:
    'A document that is kept sealed. It is known by its digest: compare it with that of the original.',
  fields: (t) => ({
    digest: t.exposeString('digest', { access: readers, description: 'SHA-256, hex.' }),
    contentType: t.exposeString('contentType', { access: readers, description: 'By what is in it.' }),
    bytes: t.exposeInt('bytes', { access: readers }),
  }),
});

export const CommitmentType = builder.objectRef<Commitment>('Commitment').implement({
  description: 'What a payment processor promised: the standing basis of `discloseForPayment` (P6.6).',
  fields: (t) => ({
    id: t.exposeID('id', { access: readers }),
    state: t.expose('state', { type: CommitmentStateEnum, access: readers }),
    isActive: t.boolean({
      access: readers,
      description: 'Whether it is a basis now: approved, begun, and not ended.',
      resolve: (commitment, _, { ports }) => isActiveAt(commitment, ports.now()),
    }),
    purpose: t.field({
      type: DisclosurePurposeEnum,
      access: readers,
      resolve: ({ purpose }) => purpose as DisclosurePurpose,
    }),
    fields: t.field({ type: [PersonalFieldEnum], access: readers, resolve: ({ fields }) => [...fields] }),
    from: t.expose('from', { type: 'DateTime', access: readers }),
    until: t.expose('until', { type: 'DateTime', access: readers }),
    duties: t.string({
      access: disclosers,
      nullable: true,
      cost: 2,
      description: 'To protect, as the document says. They are kept sealed.',
      resolve: (commitment, _, { ports }) => openDuties(ports, commitment),
    }),
    document: t.expose('document', { type: DocumentType, access: readers }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', access: readers }),
    recordedBy: t.exposeString('recordedBy', {
      access: readers,
      description: 'Subject of the employee: another person approves it.',
    }),
    approvedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ approvedAt }) => approvedAt,
    }),
    approvedBy: t.string({ access: readers, nullable: true, resolve: ({ approvedBy }) => approvedBy }),
    endedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ endedAt }) => endedAt,
    }),
    warnedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'When somebody was woken because it ends within 30 days.',
      resolve: ({ warnedAt }) => warnedAt,
    }),
  }),
});

builder.objectFields(RecipientType, (t) => ({
  commitments: t.field({
    type: [CommitmentType],
    access: readers,
    cost: 2,
    size: 3,
    description: 'What it promised, newest first (P6.6).',
    resolve: async ({ id }, _, { ports }) => [...(await ports.commitments.ofRecipient(id))],
  }),
}));
