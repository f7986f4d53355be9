import { customerResults } from '../lambda/domain/disclosure/customer-results.ts';
import type { Disclosure } from '../lambda/domain/disclosure/disclosure.ts';
import type { DisclosurePurpose } from '../lambda/domain/disclosure/purpose.ts';
import { builder } from './builder.ts';
import { DocumentType } from './commitment.ts';
import {
  DisclosureBasisEnum,
  DisclosurePurposeEnum,
  DisclosureStateEnum,
  PersonalFieldEnum,
  SecondChannelEnum,
} from './disclosure-enums.ts';
import { ResultType } from './disclosure-parts.ts';
import { lateOperations } from './late-operations.ts';
import { globalId } from './node.ts';
import { disclosers, RecipientType, disclosureReaders as readers } from './recipient.ts';

const { openInstrument, openWords } = lateOperations;

/** Customers that are shown at once. */
const customersAtOnce = 50;
const pageOf = (customerIds: readonly string[], from: number | null | undefined): readonly string[] =>
  customerIds.slice(Math.max(0, from ?? 0)).slice(0, customersAtOnce);

const orderOf = ({ basis }: Disclosure) => (basis.kind === 'LEGAL_ORDER' ? basis : undefined);

export const DisclosureType = builder.objectRef<Disclosure>('Disclosure').implement({
  description:
    'A disclosure request: names of fields and ids of customers, no value. Opened by one person, approved by another, sealed by no person (P1.6, P6.5).',
  fields: (t) => ({
    id: t.exposeID('id', { access: readers }),
    state: t.expose('state', { type: DisclosureStateEnum, access: readers }),
    recipient: t.field({
      type: RecipientType,
      access: readers,
      nullable: true,
      cost: 1,
      resolve: ({ recipientId }, _, { ports }) => ports.recipients.load(recipientId),
    }),
    basis: t.field({ type: DisclosureBasisEnum, access: readers, resolve: ({ basis }) => basis.kind }),
    instrument: t.string({
      access: disclosers,
      nullable: true,
      cost: 2,
      description: 'Of an order: its number and date. It is kept sealed.',
      resolve: (disclosure, _, { ports }) => openInstrument(ports, disclosure),
    }),
    scope: t.field({
      type: [PersonalFieldEnum],
      access: readers,
      nullable: true,
      description: 'Of an order: the fields it names.',
      resolve: (disclosure) => {
        const order = orderOf(disclosure);
        return order && [...order.scope];
      },
    }),
    document: t.field({
      type: DocumentType,
      access: readers,
      nullable: true,
      description: 'Of an order: what is kept sealed. Compare its digest with that of the original.',
      resolve: (disclosure) => orderOf(disclosure)?.document,
    }),
    withheldUntil: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'Until when the order keeps customers from being told.',
      resolve: (disclosure) => orderOf(disclosure)?.withheldUntil,
    }),
    purpose: t.field({
      type: DisclosurePurposeEnum,
      access: readers,
      resolve: ({ purpose }) => purpose as DisclosurePurpose,
    }),
    fields: t.field({ type: [PersonalFieldEnum], access: readers, resolve: ({ fields }) => [...fields] }),
    customerCount: t.int({ access: readers, resolve: ({ customerIds }) => customerIds.length }),
    customerIds: t.idList({
      access: readers,
      size: 10,
      description:
        'Whom it names, from a place among them on, 50 at most: whoever verifies or approves compares them with the order.',
      args: { from: t.arg.int({ required: false, defaultValue: 0, access: readers }) },
      resolve: ({ customerIds }, { from }) =>
        pageOf(customerIds, from).map((customerId) => globalId('Customer', customerId)),
    }),
    results: t.field({
      type: [ResultType],
      access: readers,
      cost: 5,
      size: 10,
      description:
        'What became of the customers, from a place among them on, 50 at most; those of whom nothing was decided yet are left out. ERASED, ERASURE_UNDER_WAY as cause: the authority is answered that nothing is held. ANOTHERS_BASIS_GONE: it ended because of somebody else in it.',
      args: { from: t.arg.int({ required: false, defaultValue: 0, access: readers }) },
      resolve: async (disclosure, { from }, { ports }) => [
        ...(await customerResults(ports, disclosure, pageOf(disclosure.customerIds, from))),
      ],
    }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', access: readers }),
    isUrgent: t.boolean({
      access: readers,
      description:
        'Whether it was claimed that life or national security is at stake: 3 hours instead of 24.',
      resolve: ({ urgency }) => urgency !== undefined,
    }),
    urgencyClaimedBy: t.string({
      access: disclosers,
      nullable: true,
      cost: 2,
      description: 'Which office claimed that life or national security is at stake. It is kept sealed.',
      resolve: (disclosure, _, { ports }) =>
        openWords(ports, disclosure, 'claimedBy', disclosure.urgency?.sealedClaimedBy),
    }),
    dueAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'When an authority is to be answered (L116 25; D333 16(3)). Null where no clock runs.',
      resolve: ({ dueAt }) => dueAt,
    }),
    openedAt: t.expose('openedAt', { type: 'DateTime', access: readers }),
    openedBy: t.exposeString('openedBy', { access: readers, description: 'Subject of the employee.' }),
    verifiedBy: t.string({ access: readers, nullable: true, resolve: ({ verifiedBy }) => verifiedBy }),
    verifiedOver: t.field({
      type: SecondChannelEnum,
      access: readers,
      nullable: true,
      resolve: ({ verifiedOver }) => verifiedOver as typeof SecondChannelEnum.$inferType | undefined,
    }),
    cause: t.string({
      access: readers,
      nullable: true,
      description:
        'Why it ended by itself; of an order that is VERIFIED again, why the product stopped it before anything left: a code, such as RECIPIENT_NOT_VERIFIED.',
      resolve: ({ cause }) => cause,
    }),
  }),
});
