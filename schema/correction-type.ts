import { rolesThatView } from '../lambda/domain/access.ts';
import { type Correction, correctionStates } from '../lambda/domain/correction/correction.ts';
import { ownCorrection } from '../lambda/domain/correction/own-correction.ts';
import { openSideBySide, type SideBySide } from '../lambda/domain/correction/sealed-correction.ts';
import type { BlobClass } from '../lambda/domain/customer/customer.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { ContactCorrection, IdentityCorrection, PaymentCorrection } from './correction-values.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import { AskableFieldEnum, DataClassEnum } from './enums.ts';
import { globalId } from './node.ts';

/** Roles that correct details of some class, and those that oversee it. */
export const correctionReaders = ['support', 'billing', 'privacy_officer'] as const;
const readers = ['customer', ...correctionReaders] as const;

const CorrectionStateEnum = builder.enumType('CorrectionState', {
  description:
    'ASKED by the customer, then ACCEPTED or REFUSED; MADE by CloudFly on its own initiative (P4.1, P4.2).',
  values: correctionStates,
});

const valuesNote =
  'The customer reads it at once. Staff read it like any clear value: of one customer, with x-processing-purpose and x-reference (P1.1), audited before it is answered (P6.4). Null when it is of another class.';

/** A correction as it is answered: the customer's own, opened by the customer; or as staff see it. */
export type ShownCorrection = Correction & { readonly own?: LoadedCustomer };

/** To the customer at once, to staff through the value gate: no audit row, no value. */
const look =
  (dataClass: BlobClass) =>
  async (correction: ShownCorrection, _: unknown, { customers, reveals, viewer, ports }: ApiContext) => {
    if (correction.dataClass !== dataClass) return undefined;
    if (viewer.kind !== 'staff') return correction.own && ownCorrection(ports, correction.own, correction);
    const loaded = await customers.load(correction.customerId);
    if (!loaded) return undefined;
    return reveals.load({
      keyring: loaded.keyring,
      dataClass,
      field: 'correction',
      view: 'value',
      open: (sealing) => openSideBySide(sealing, loaded, correction),
    }) as Promise<SideBySide>;
  };

export const CorrectionType = builder.objectRef<ShownCorrection>('Correction').implement({
  description: 'A correction of details of one class. What was there before is kept, sealed.',
  fields: (t) => ({
    id: t.exposeID('id', { access: readers }),
    customerId: t.id({
      access: correctionReaders,
      resolve: ({ customerId }) => globalId('Customer', customerId),
    }),
    dataClass: t.expose('dataClass', { type: DataClassEnum, access: readers }),
    fields: t.field({
      type: [AskableFieldEnum],
      access: readers,
      description: 'What is corrected.',
      resolve: ({ fields }) => [...fields],
    }),
    state: t.expose('state', { type: CorrectionStateEnum, access: readers }),
    reference: t.string({
      access: readers,
      nullable: true,
      description: 'The request that it is answered in. Null for what CloudFly corrected by itself.',
      resolve: ({ reference }) => reference,
    }),
    askedAt: t.expose('askedAt', { type: 'DateTime', access: readers }),
    dueAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'When it is decided at the latest: 10 days (D356 5(3)). Null once it is.',
      resolve: ({ dueAt }) => dueAt,
    }),
    decidedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ decidedAt }) => decidedAt,
    }),
    contact: t.field({
      type: ContactCorrection,
      access: ['customer', ...rolesThatView('contact', 'value')],
      clear: true,
      nullable: true,
      description: valuesNote,
      resolve: look('contact'),
    }),
    identity: t.field({
      type: IdentityCorrection,
      access: ['customer', ...rolesThatView('identity', 'value')],
      clear: true,
      nullable: true,
      description: valuesNote,
      resolve: look('identity'),
    }),
    payment: t.field({
      type: PaymentCorrection,
      access: ['customer', ...rolesThatView('payment', 'value')],
      clear: true,
      nullable: true,
      description: valuesNote,
      resolve: look('payment'),
    }),
  }),
});

builder.objectFields(CustomerType, (t) => ({
  corrections: t.field({
    type: [CorrectionType],
    access: correctionReaders,
    cost: 5,
    size: 10,
    ofOne: true,
    description:
      'Corrections of this customer, newest first: the history of what was corrected (P4.1, P4.2). Reading is audited.',
    resolve: customerFact('corrections', async (ports, id) => [...(await ports.corrections.ofCustomer(id))]),
  }),
}));
