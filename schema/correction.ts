import type { NamedCorrection } from '../lambda/domain/correction/correct-customer.ts';
import type { Correction } from '../lambda/domain/correction/correction.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import type { ApiContext } from './context.ts';
import { CorrectCustomerInput, DecideCorrectionInput, RequestCorrectionInput } from './correction-inputs.ts';
import { CorrectionType, correctionReaders } from './correction-type.ts';
import { lateOperations } from './late-operations.ts';
import { Me } from './me.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { own, ownPayload } from './own-act.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';

const { correctCustomer, decideCorrection, requestCorrection } = lateOperations;

const self = ['customer'] as const;
const correctors = correctionReaders;
const deciders = ['billing', 'privacy_officer'] as const;

const CorrectCustomerPayload = payloadOf<Correction>(
  'CorrectCustomer',
  'correction',
  CorrectionType as never,
  correctors,
);
const DecideCorrectionPayload = payloadOf<Correction>(
  'DecideCorrection',
  'correction',
  CorrectionType as never,
  deciders,
);
const RequestCorrectionPayload = ownPayload('RequestCorrection');
const CorrectionConnection = connectionOf('Correction', CorrectionType, deciders);

/** @throws DomainError NOT_FOUND */
async function decided({ ports }: ApiContext, { customerId, id }: NamedCorrection): Promise<Correction> {
  const correction = await ports.corrections.load(customerId, id);
  if (!correction) throw new DomainError('NOT_FOUND', ['id']);
  return correction;
}

builder.objectFields(Me, (t) => ({
  corrections: t.field({
    type: [CorrectionType],
    access: self,
    cost: 5,
    size: 10,
    description:
      'Corrections of the own details, newest first, asked for or made by CloudFly. The answers stand in `requests`.',
    resolve: async ({ loaded }, _, { ports }) => {
      const corrections = await ports.corrections.ofCustomer(loaded.customer.id);
      return corrections.map((correction) => ({ ...correction, own: loaded }));
    },
  }),
}));

builder.queryFields((t) => ({
  corrections: t.field({
    type: CorrectionConnection,
    access: deciders,
    cost: 10,
    description:
      'The work list: corrections to be decided, the first due first (D356 5(3)). Names of fields, no values.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: deciders, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: deciders }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const { end, ...page } = await ports.corrections.waiting(
        requirePageSize(first ?? 20),
        after ?? undefined,
      );
      return { ...page, ...(end !== undefined && { endCursor: end }) };
    },
  }),
}));

mutation('correctCustomer', {
  payload: CorrectCustomerPayload,
  access: correctors,
  description:
    'CloudFly corrects details by itself (P4.1): contact details support, identity details the privacy officer, payment details billing; while the customer is associated (P4.4).',
  input: CorrectCustomerInput,
  act: async (input, context) => {
    const customerId = requireLocalId('Customer', input.customerId, ['customerId']);
    const call = { ...input, customerId };
    return decided(context, await correctCustomer(context.ports, requireStaff(context.viewer), call));
  },
});

mutation('decideCorrection', {
  payload: DecideCorrectionPayload,
  access: deciders,
  description:
    'Accepts or refuses what a customer asked to be corrected (P4.2): identity details the privacy officer, payment details billing. The customer is told the reason by mail.',
  input: DecideCorrectionInput,
  act: async (input, context) => {
    const customerId = requireLocalId('Customer', input.customerId, ['customerId']);
    const call = { ...input, customerId };
    return decided(context, await decideCorrection(context.ports, requireStaff(context.viewer), call));
  },
});

mutation('requestCorrection', {
  payload: RequestCorrectionPayload,
  access: self,
  description:
    'Asks for what was given before to be corrected (P4.2). Decided within 10 days, and answered with the reason (D356 5(3)).',
  input: RequestCorrectionInput,
  act: (input, context) => own(context, (viewer) => requestCorrection(context.ports, viewer, input)),
});
