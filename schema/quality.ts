import {
  type FieldQuality,
  markedFields,
  qualityCauses,
  qualityStates,
} from '../lambda/domain/correction/quality.ts';
import type { QualityWork } from '../lambda/domain/correction/quality-work-list.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';

const { markQuality, qualityWorkList } = lateOperations;

const markers = ['support', 'privacy_officer'] as const;
const readers = ['support', 'billing', 'privacy_officer'] as const;

const QualityStateEnum = builder.enumType('QualityState', {
  description: 'How right a field is (P4.3). All but CONFIRMED stand in the work list.',
  values: qualityStates,
});
const QualityCauseEnum = builder.enumType('QualityCause', {
  description: 'Why a field is marked so. CORRECTED comes with a correction, and is nothing to say.',
  values: qualityCauses,
});

const FieldQualityType = builder.objectRef<FieldQuality>('FieldQuality').implement({
  description: 'How right one field of a customer is (P4.3). No value.',
  fields: (t) => ({
    field: t.exposeString('field', { access: readers, description: 'Its name, as in `Customer`.' }),
    state: t.expose('state', { type: QualityStateEnum, access: readers }),
    cause: t.expose('cause', { type: QualityCauseEnum, access: readers }),
    at: t.expose('at', {
      type: 'DateTime',
      access: readers,
      description: 'Since when: a mark that is made again is as old as the first.',
    }),
  }),
});

const QualityWorkType = builder.objectRef<QualityWork>('QualityWork').implement({
  description: 'A field that is not right, and whose.',
  fields: (t) => ({
    customer: t.field({ type: CustomerType, access: markers, resolve: ({ loaded }) => loaded }),
    quality: t.field({ type: FieldQualityType, access: markers, resolve: ({ quality }) => quality }),
  }),
});
const QualityWorkConnection = connectionOf('QualityWork', QualityWorkType, markers);

builder.objectFields(CustomerType, (t) => ({
  quality: t.field({
    type: [FieldQualityType],
    access: readers,
    cost: 5,
    size: 11,
    description: 'The fields that were marked or corrected. Of others nothing is known. Reading is audited.',
    resolve: customerFact('quality', async (ports, id) => [...(await ports.fieldQuality.ofCustomer(id))]),
  }),
}));

const MarkQualityInput = builder.inputType('MarkQualityInput', {
  description: 'How right a field is, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    field: t.string({ description: 'Its name, as in `Customer`: `phone`, `dateOfBirth`.' }),
    state: t.field({ type: QualityStateEnum }),
    cause: t.field({ type: QualityCauseEnum }),
  }),
});
const MarkQualityPayload = payloadOf<LoadedCustomer>(
  'MarkQuality',
  'customer',
  CustomerType as never,
  markers,
);

builder.queryFields((t) => ({
  qualityWorkList: t.field({
    type: QualityWorkConnection,
    access: markers,
    cost: 20,
    description:
      'What is doubtful, outdated or missing, the oldest first (P4.3), of customers who are associated (P4.4). A page may be less than full: read on from `endCursor`.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: markers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: markers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const { end, ...page } = await qualityWorkList(ports, first ?? 20, after ?? undefined);
      return { ...page, ...(end !== undefined && { endCursor: end }) };
    },
  }),
}));

mutation('markQuality', {
  payload: MarkQualityPayload,
  access: markers,
  description: 'Says how right a field of a customer is (P4.3), while the customer is associated (P4.4).',
  input: MarkQualityInput,
  act: async (input, { ports, viewer }) => {
    const { cause, field: name, ...mark } = input;
    const field = markedFields.find((one) => one === name);
    const customerId = requireLocalId('Customer', input.customerId, ['customerId']);
    if (cause === 'CORRECTED') throw new DomainError('INVALID_FORMAT', ['cause']);
    if (!field) throw new DomainError('INVALID_FORMAT', ['field']);
    await markQuality(ports, requireStaff(viewer), { ...mark, field, cause, customerId });
    const [loaded] = await ports.customers.load([customerId]);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    return loaded;
  },
});
