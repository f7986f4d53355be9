import { type Erasure, erasureSteps, identityOutcomes } from '../lambda/domain/erasure/erasure.ts';
import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { DataClassEnum } from './enums.ts';
import { globalId, localId } from './node.ts';
import { overseers } from './overseers.ts';
import { requireStaff } from './require-staff.ts';

const ErasureStepEnum = builder.enumType('ErasureStep', {
  description:
    'What is done next. LEDGER: written down where nothing can be removed; STOP: pending mails; KEYS: from then on nothing can be opened; LOOKUPS, OBJECTS, ROWS: what names the customer; IDENTITY_PROVIDER: the sign-in; DONE.',
  values: erasureSteps,
});
const IdentityOutcomeEnum = builder.enumType('ErasureOfIdentity', {
  description:
    'What the issuer of sign-in made of it. NOT_OFFERED: it takes none, and follows the feed of changes.',
  values: identityOutcomes,
});

const ErasureType = builder.objectRef<Erasure>('Erasure').implement({
  description: 'An erasure under way or done (D356 5(4), L91 14): ids and instants, kept as proof.',
  fields: (t) => ({
    id: t.exposeID('id', { access: overseers }),
    customerId: t.id({ access: overseers, resolve: ({ customerId }) => globalId('Customer', customerId) }),
    cause: t.exposeString('cause', {
      access: overseers,
      description: '`RightsRequest.id` of what was granted, or `RETENTION` (P4.4).',
    }),
    classes: t.field({
      type: [DataClassEnum],
      access: overseers,
      description: 'What is destroyed.',
      resolve: ({ classes }) => [...classes],
    }),
    held: t.field({
      type: [DataClassEnum],
      access: overseers,
      description: 'What a legal hold keeps of it: it goes when that is lifted.',
      resolve: ({ held }) => [...held],
    }),
    step: t.expose('step', { type: ErasureStepEnum, access: overseers }),
    startedAt: t.expose('startedAt', { type: 'DateTime', access: overseers }),
    doneAt: t.field({ type: 'DateTime', access: overseers, nullable: true, resolve: ({ doneAt }) => doneAt }),
    certifiableAt: t.field({
      type: 'DateTime',
      access: overseers,
      nullable: true,
      description: 'From when no backup of the keys reaches back before it. Null until it is done.',
      resolve: ({ certifiableAt }) => certifiableAt,
    }),
    certifiedAt: t.field({
      type: 'DateTime',
      access: overseers,
      nullable: true,
      resolve: ({ certifiedAt }) => certifiedAt,
    }),
    certificate: t.string({
      access: overseers,
      nullable: true,
      description: 'JWS (RFC 7515) of type `erasure-certificate+jws`, by the key of receipts.',
      resolve: ({ certificate }) => certificate,
    }),
    identityProvider: t.field({
      type: IdentityOutcomeEnum,
      access: overseers,
      nullable: true,
      resolve: ({ identityProvider }) => identityProvider,
    }),
    suppressesAddress: t.exposeBoolean('suppressesAddress', {
      access: overseers,
      description: 'Whether the customer wants no import to bring the address back.',
    }),
  }),
});
const ErasureConnection = connectionOf('Erasure', ErasureType, overseers);

builder.queryFields((t) => ({
  erasuresOfCustomer: t.field({
    type: [ErasureType],
    access: overseers,
    cost: 5,
    size: 4,
    description:
      'Erasures of a customer, who need not be there any more, newest first: several where a legal hold kept a part at first, each with a certificate of its own. None when there was none.',
    args: { customerId: t.arg.id({ access: overseers, description: '`Customer.id`.' }) },
    resolve: async (_, { customerId }, { ports }) => {
      const id = localId('Customer', customerId);
      return id === undefined ? [] : [...(await ports.erasures.ofCustomer(id))];
    },
  }),
  erasures: t.field({
    type: ErasureConnection,
    access: overseers,
    cost: 20,
    description: 'Erasures, the last begun first.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: overseers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: overseers }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const page = await ports.erasures.page(requirePageSize(first ?? 20), after ?? undefined);
      const found = await Promise.all(
        page.entries.map(async ({ customerId, id, cursor }) => ({
          node: await ports.erasures.find(customerId, id),
          cursor,
        })),
      );
      const items = found.flatMap(({ node, cursor }) => (node ? [{ node, cursor }] : []));
      return { items, hasNextPage: page.hasNextPage };
    },
  }),
}));
