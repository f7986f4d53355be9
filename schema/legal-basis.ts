import { type CurrentBasis, legalBases } from '../lambda/domain/consent/fact.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import type { Ports } from '../lambda/domain/ports.ts';
import type { OperationalPurpose } from '../lambda/domain/purposes.ts';
import { builder } from './builder.ts';
import { ConsentPurposeEnum } from './enums.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';

const { endLegalBasis, recordLegalBasis } = lateOperations;

const writers = ['privacy_officer'] as const;
const readers = ['customer', ...writers] as const;

export const LegalBasisEnum = builder.enumType('LegalBasis', {
  description:
    'Bases beside consent on which the law lets data be used (L91 19): a contract with the customer, a duty in law, an act of a state body, urgent protection. None covers marketing (D330 37).',
  values: legalBases,
});

/** A basis with the purpose it stands for. */
export interface PurposeBasis extends CurrentBasis {
  readonly purpose: OperationalPurpose;
}

export const PurposeBasisType = builder.objectRef<PurposeBasis>('PurposeBasis').implement({
  description: 'A basis beside consent on which a purpose is used (L91 19). A refusal wins over it.',
  fields: (t) => ({
    purpose: t.expose('purpose', { type: ConsentPurposeEnum, access: readers }),
    basis: t.expose('basis', { type: LegalBasisEnum, access: readers }),
    at: t.expose('at', { type: 'DateTime', access: readers, description: 'When it was written down.' }),
    endsAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'From then on it counts no more. Null while no end is known.',
      resolve: ({ endsAt }) => endsAt,
    }),
  }),
});

/** The current bases of a state, ended ones included: the customer sees what was used. */
export const basesOf = ({
  bases,
}: {
  bases: Readonly<Partial<Record<OperationalPurpose, CurrentBasis>>>;
}): PurposeBasis[] =>
  Object.entries(bases).map(([purpose, basis]) => ({ ...basis, purpose: purpose as OperationalPurpose }));

const RecordLegalBasisInput = builder.inputType('RecordLegalBasisInput', {
  description: 'A basis beside consent, and its proof (L91 19).',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    purpose: t.field({
      type: ConsentPurposeEnum,
      description: 'An operational purpose. For marketing the answer is MARKETING_NEEDS_CONSENT (D330 37).',
    }),
    basis: t.field({ type: LegalBasisEnum }),
    proof: t.string({ description: '1 to 2000 characters; kept sealed, as evidence.' }),
    endsAt: t.field({ type: 'DateTime', required: false, description: 'To come; left out where unknown.' }),
  }),
});

const EndLegalBasisInput = builder.inputType('EndLegalBasisInput', {
  description: 'Which basis of which customer ends now.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    purpose: t.field({ type: ConsentPurposeEnum }),
  }),
});

const payload = (name: string) => payloadOf<PurposeBasis>(name, 'basis', PurposeBasisType as never, writers);
const RecordLegalBasisPayload = payload('RecordLegalBasis');
const EndLegalBasisPayload = payload('EndLegalBasis');

async function basisOf(
  ports: Pick<Ports, 'consents'>,
  customerId: string,
  purpose: string,
): Promise<PurposeBasis> {
  const state = await ports.consents.state(customerId);
  const basis = state && basesOf(state).find((one) => one.purpose === purpose);
  if (!basis) throw new DomainError('NOT_FOUND', ['purpose']);
  return basis;
}

mutation('recordLegalBasis', {
  payload: RecordLegalBasisPayload,
  access: writers,
  description:
    'Writes down on which basis beside consent one operational purpose may be used for one customer, and its proof (L91 19). It opens nothing that the customer refused.',
  input: RecordLegalBasisInput,
  act: async (input, { ports, viewer }) => {
    const { idempotencyKey, customerId: global, ...given } = input;
    const customerId = requireLocalId('Customer', global, ['customerId']);
    await recordLegalBasis(ports, requireStaff(viewer), { idempotencyKey, customerId, input: given });
    return basisOf(ports, customerId, given.purpose);
  },
});

mutation('endLegalBasis', {
  payload: EndLegalBasisPayload,
  access: writers,
  description: 'Ends a basis beside consent now (L91 19).',
  input: EndLegalBasisInput,
  act: async (input, { ports, viewer }) => {
    const customerId = requireLocalId('Customer', input.customerId, ['customerId']);
    await endLegalBasis(ports, requireStaff(viewer), { ...input, customerId });
    return basisOf(ports, customerId, input.purpose);
  },
});
