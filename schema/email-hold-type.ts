import { type Audience, rolesThatView } from '../lambda/domain/access.ts';
import type { EmailHold, HoldContact } from '../lambda/domain/contact/email-hold.ts';
import { openHoldWords } from '../lambda/domain/contact/hold-words.ts';
import { hoursHeld } from '../lambda/domain/contact/list-email-holds.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import {
  HoldCauseEnum,
  HoldConfirmationEnum,
  HoldContactChannelEnum,
  HoldStateEnum,
} from './email-hold-enums.ts';
import { OwnEmail } from './me.ts';
import { globalId } from './node.ts';

/** Roles that set, work on and lift holds. */
export const holders = ['support', 'privacy_officer'] as const satisfies readonly Audience[];
const wordReaders = rolesThatView('content', 'value');
const wordsNote =
  'Read like any clear value: of one customer, with x-processing-purpose and x-reference (P1.1), audited before it is answered (P6.4).';

/** Words of staff, through the value gate: no audit row, no value. */
async function words(
  { customers, reveals }: ApiContext,
  customerId: string,
  id: string,
  sealed: Uint8Array | undefined,
): Promise<string | undefined> {
  const loaded = sealed && (await customers.load(customerId));
  if (!loaded) return undefined;
  const { keyring } = loaded;
  return reveals.load({
    keyring,
    dataClass: 'content',
    field: 'holdWords',
    view: 'value',
    open: (sealing) => openHoldWords(sealing, keyring, id, sealed),
  }) as Promise<string>;
}

const HoldContactType = builder
  .objectRef<HoldContact & { readonly customerId: string }>('HoldContact')
  .implement({
    description: 'How the customer was reached, or was not, while requests from the address were stopped.',
    fields: (t) => ({
      at: t.expose('at', { type: 'DateTime', access: holders }),
      channel: t.expose('channel', { type: HoldContactChannelEnum, access: holders }),
      by: t.exposeString('by', { access: holders, description: 'Subject of the employee.' }),
      confirmed: t.field({
        type: [HoldConfirmationEnum],
        access: holders,
        resolve: ({ confirmed }) => [...confirmed],
      }),
      note: t.string({
        access: wordReaders,
        clear: true,
        nullable: true,
        description: `What staff wrote of it. ${wordsNote}`,
        resolve: ({ customerId, id, sealedNote }, _, context) => words(context, customerId, id, sealedNote),
      }),
    }),
  });

export const EmailHoldType = builder.objectRef<EmailHold>('EmailHold').implement({
  description:
    "Requests from a customer's address are stopped until the customer is reached and confirms (P3.6): what arrives from it is quarantined, and nothing is done on its word but refusing mail.",
  fields: (t) => ({
    id: t.exposeID('id', { access: holders }),
    customerId: t.id({
      access: holders,
      resolve: ({ customerId }) => globalId('Customer', customerId),
    }),
    state: t.expose('state', { type: HoldStateEnum, access: holders }),
    cause: t.expose('cause', { type: HoldCauseEnum, access: holders }),
    heldAt: t.expose('heldAt', { type: 'DateTime', access: holders }),
    heldBy: t.exposeString('heldBy', { access: holders, description: 'As the audit trail names them.' }),
    ageHours: t.int({
      access: holders,
      description: 'Whole hours that it lasts, or lasted.',
      resolve: (hold, _, { ports }) => hoursHeld(hold, ports.now()),
    }),
    why: t.string({
      access: wordReaders,
      clear: true,
      nullable: true,
      description: `What staff noticed; null when a rule set it. ${wordsNote}`,
      resolve: ({ customerId, id, sealedWhy }, _, context) => words(context, customerId, id, sealedWhy),
    }),
    contacts: t.field({
      type: [HoldContactType],
      access: holders,
      size: 3,
      ofOne: true,
      description: 'Contacts recorded, the first first.',
      resolve: ({ customerId, contacts }) => contacts.map((contact) => ({ ...contact, customerId })),
    }),
    liftedAt: t.field({
      type: 'DateTime',
      access: holders,
      nullable: true,
      resolve: ({ liftedAt }) => liftedAt,
    }),
    liftedBy: t.string({
      access: holders,
      nullable: true,
      description: 'Subject of the employee.',
      resolve: ({ liftedBy }) => liftedBy,
    }),
  }),
});

builder.objectFields(CustomerType, (t) => ({
  emailHolds: t.field({
    type: [EmailHoldType],
    access: holders,
    cost: 5,
    size: 3,
    ofOne: true,
    description:
      'Holds of the address, newest first; at most the first is not lifted (P3.6). Reading is audited.',
    resolve: customerFact('emailHolds', async (ports, id) => [...(await ports.emailHolds.ofCustomer(id))]),
  }),
}));

builder.objectFields(OwnEmail, (t) => ({
  heldSince: t.field({
    type: 'DateTime',
    access: ['customer'],
    nullable: true,
    description:
      'Since when requests from the address are stopped, until the customer was reached and confirmed (P3.6). Null when they are not.',
    resolve: async ({ loaded }, _, { ports }) => {
      const holds = await ports.emailHolds.ofCustomer(loaded.customer.id);
      return holds.find(({ state }) => state === 'HELD')?.heldAt;
    },
  }),
}));
