import { type EmailChange, openPending, type PendingAddress } from '../lambda/domain/contact/email-change.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import type { ReadySealing } from '../lambda/domain/ports/sealing.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import { EmailChangeStateEnum } from './own-email-change.ts';

const approvers = ['support', 'privacy_officer'] as const;

/** A change as staff see it. */
interface StaffChange {
  readonly loaded: LoadedCustomer;
  readonly change: EmailChange;
}

/** What whoever approves an assisted change must see, through the value gate. Null for other changes. */
const seen =
  (member: keyof PendingAddress) =>
  async ({ loaded, change }: StaffChange, _: unknown, { reveals }: ApiContext): Promise<string | null> => {
    if (!change.assisted || !change.sealed) return null;
    const { keyring } = loaded;
    const open = (sealing: ReadySealing) => openPending(sealing, keyring, change)[member];
    const value = await reveals.load({ keyring, dataClass: 'contact', field: member, view: 'value', open });
    return typeof value === 'string' ? value : null;
  };

const clearly =
  'For assisted changes: with x-processing-purpose and x-reference on the request; audited before it is answered (P6.4).';

const CustomerEmailChange = builder.objectRef<StaffChange>('CustomerEmailChange').implement({
  description: "The newest change of a customer's address, as staff see it (P3.5).",
  fields: (t) => ({
    id: t.string({ access: approvers, resolve: ({ change }) => change.id }),
    state: t.field({ type: EmailChangeStateEnum, access: approvers, resolve: ({ change }) => change.state }),
    requestedAt: t.field({
      type: 'DateTime',
      access: approvers,
      resolve: ({ change }) => change.requestedAt,
    }),
    requestedBy: t.string({
      access: approvers,
      description: 'As the audit trail names them.',
      resolve: ({ change }) => change.requestedBy,
    }),
    ticket: t.string({ access: approvers, nullable: true, resolve: ({ change }) => change.assisted?.ticket }),
    approvedBy: t.string({
      access: approvers,
      nullable: true,
      resolve: ({ change }) => change.assisted?.approvedBy,
    }),
    verifiedAt: t.field({
      type: 'DateTime',
      access: approvers,
      nullable: true,
      resolve: ({ change }) => change.verifiedAt,
    }),
    switchesAt: t.field({
      type: 'DateTime',
      access: approvers,
      nullable: true,
      resolve: ({ change }) => change.announced?.switchesAt,
    }),
    newAddress: t.string({
      access: approvers,
      clear: true,
      nullable: true,
      description: clearly,
      resolve: seen('email'),
    }),
    evidence: t.string({
      access: approvers,
      clear: true,
      nullable: true,
      description: `What was seen as proof. ${clearly}`,
      resolve: seen('evidence'),
    }),
  }),
});

builder.objectFields(CustomerType, (t) => ({
  emailChange: t.field({
    type: CustomerEmailChange,
    access: approvers,
    nullable: true,
    description: 'The newest change of the address; null when there never was one. Reading is audited.',
    resolve: customerFact('emailChange', async (ports, id, _, loaded) => {
      const change = await ports.emailChanges.load(id);
      return change && { loaded, change };
    }),
  }),
}));
