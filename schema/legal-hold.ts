import type { LegalHold } from '../lambda/domain/erasure/erasure.ts';
import { openHoldReason, reasonClass } from '../lambda/domain/erasure/hold-reason.ts';
import { isActive } from '../lambda/domain/erasure/is-hold-active.ts';
import type { NamedLegalHold } from '../lambda/domain/erasure/place-legal-hold.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import { DataClassEnum } from './enums.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { globalId, requireLocalId } from './node.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';
import { rightsKeepers as keepers } from './rights-type.ts';

const { liftLegalHold, placeLegalHold } = lateOperations;

/** Why, through the value gate: no audit row, no value. */
async function reasonOf(hold: LegalHold, { customers, reveals }: ApiContext): Promise<string | undefined> {
  const { customerId, classes, sealedWhy } = hold;
  const loaded = sealedWhy && (await customers.load(customerId));
  if (!loaded) return undefined;
  const { keyring } = loaded;
  return reveals.load({
    keyring,
    dataClass: 'content',
    sealedUnder: reasonClass(classes),
    field: 'legalHoldReason',
    view: 'value',
    open: (sealing) => openHoldReason(sealing, keyring, hold, sealedWhy),
  }) as Promise<string>;
}

const LegalHoldType = builder.objectRef<LegalHold>('LegalHold').implement({
  description: 'Law keeps classes of a customer from being erased, for now (L91 14).',
  fields: (t) => ({
    id: t.exposeID('id', { access: keepers }),
    customerId: t.id({ access: keepers, resolve: ({ customerId }) => globalId('Customer', customerId) }),
    classes: t.field({ type: [DataClassEnum], access: keepers, resolve: ({ classes }) => [...classes] }),
    isActive: t.boolean({
      access: keepers,
      description: 'Whether it keeps them now: not lifted, and not over.',
      resolve: (hold, _, { ports }) => isActive(hold, ports.now()),
    }),
    placedAt: t.expose('placedAt', { type: 'DateTime', access: keepers }),
    placedBy: t.exposeString('placedBy', { access: keepers, description: 'Subject of the employee.' }),
    until: t.field({ type: 'DateTime', access: keepers, nullable: true, resolve: ({ until }) => until }),
    liftedAt: t.field({
      type: 'DateTime',
      access: keepers,
      nullable: true,
      resolve: ({ liftedAt }) => liftedAt,
    }),
    liftedBy: t.string({ access: keepers, nullable: true, resolve: ({ liftedBy }) => liftedBy }),
    why: t.string({
      access: keepers,
      clear: true,
      nullable: true,
      description:
        'What law demands it. Read like any clear value: of one customer, with purpose and reference, audited (P1.1, P6.4).',
      resolve: (hold, _, context) => reasonOf(hold, context),
    }),
  }),
});

const PlaceLegalHoldInput = builder.inputType('PlaceLegalHoldInput', {
  description: 'Whose data may not be erased, which, and why.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    classes: t.field({ type: [DataClassEnum], description: 'At least one.' }),
    why: t.string({ description: 'Instrument and article. 1 to 4000 characters. Kept encrypted.' }),
    until: t.field({ type: 'DateTime', required: false, description: 'Until it is lifted, where absent.' }),
  }),
});
const LiftLegalHoldInput = builder.inputType('LiftLegalHoldInput', {
  description: 'Which hold is lifted.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customerId: t.id(),
    id: t.id({ description: '`LegalHold.id`.' }),
  }),
});
const payload = (name: string) => payloadOf<LegalHold>(name, 'legalHold', LegalHoldType as never, keepers);
const PlaceLegalHoldPayload = payload('PlaceLegalHold');
const LiftLegalHoldPayload = payload('LiftLegalHold');

/** Runs an act on a hold of a customer named by a global id, and answers with it as it is afterwards. */
async function acting(
  { ports }: ApiContext,
  globalCustomerId: string,
  act: (customerId: string) => Promise<NamedLegalHold>,
): Promise<LegalHold> {
  const { customerId, id } = await act(requireLocalId('Customer', globalCustomerId, ['customerId']));
  const found = await ports.legalHolds.load(customerId, id);
  if (!found) throw new DomainError('NOT_FOUND', ['id']);
  return found;
}

builder.objectFields(CustomerType, (t) => ({
  legalHolds: t.field({
    type: [LegalHoldType],
    access: keepers,
    cost: 5,
    size: 3,
    ofOne: true,
    description: 'What law keeps, or kept, from being erased, newest first. Reading is audited.',
    resolve: customerFact('legalHolds', async (ports, id) => [...(await ports.legalHolds.ofCustomer(id))]),
  }),
}));

mutation('placeLegalHold', {
  payload: PlaceLegalHoldPayload,
  access: keepers,
  description:
    'Keeps classes of a customer from being erased, because law demands it (L91 14). ERASURE_UNDER_WAY when it is too late.',
  input: PlaceLegalHoldInput,
  act: (input, context) =>
    acting(context, input.customerId, (customerId) =>
      placeLegalHold(context.ports, requireStaff(context.viewer), { ...input, customerId }),
    ),
});

mutation('liftLegalHold', {
  payload: LiftLegalHoldPayload,
  access: keepers,
  description: 'Lifts a legal hold. What it kept of an erasure that was granted is erased within minutes.',
  input: LiftLegalHoldInput,
  act: (input, context) =>
    acting(context, input.customerId, (customerId) =>
      liftLegalHold(context.ports, requireStaff(context.viewer), { ...input, customerId }),
    ),
});
