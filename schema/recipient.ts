import { requirePageSize } from '../lambda/domain/input/page-size.ts';
import { isRecipientId, type Recipient } from '../lambda/domain/recipient/recipient.ts';
import { requireRecipient } from '../lambda/domain/recipient/require-recipient.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import type { ApiContext } from './context.ts';
import {
  DeliveryEnum,
  RecipientKindEnum,
  RecipientStateEnum,
  SecondChannelEnum,
} from './disclosure-enums.ts';
import { lateOperations } from './late-operations.ts';
import { requireStaff } from './require-staff.ts';

const { openAuthentication } = lateOperations;

/** Roles that keep the register. */
export const disclosers = ['legal', 'privacy_officer'] as const;
/** Those, and who oversees them. */
export const disclosureReaders = [...disclosers, 'auditor'] as const;
/** A customer sees whom a permission is for: an organisation, and whether it was verified. */
const permitting = ['customer', ...disclosureReaders] as const;

export const RecipientType = builder.objectRef<Recipient>('Recipient').implement({
  description:
    'Somebody to whom personal information may be disclosed: an authority, a payment processor, or whom customers permit. It has no account and no right (P7.1).',
  fields: (t) => ({
    id: t.exposeID('id', { access: permitting }),
    kind: t.expose('kind', { type: RecipientKindEnum, access: permitting }),
    name: t.exposeString('name', { access: permitting, description: 'The name of the organisation.' }),
    state: t.expose('state', { type: RecipientStateEnum, access: permitting }),
    authentication: t.string({
      access: disclosers,
      nullable: true,
      cost: 2,
      description: 'How somebody who asks in its name is authenticated. It is kept sealed.',
      resolve: (recipient, _, { ports }) => openAuthentication(ports, recipient),
    }),
    delivery: t.expose('delivery', { type: DeliveryEnum, access: disclosureReaders }),
    keyThumbprint: t.string({
      access: disclosureReaders,
      nullable: true,
      description:
        'SHA-256 of its public key (RFC 7638), base64url: what the second person compares. Null without a key.',
      resolve: ({ key }) => key?.thumbprint,
    }),
    keyExpiresAt: t.field({
      type: 'DateTime',
      access: disclosureReaders,
      nullable: true,
      resolve: ({ key }) => key?.expiresAt,
    }),
    registeredAt: t.expose('registeredAt', {
      type: 'DateTime',
      access: disclosureReaders,
      description: 'When it was registered, or got its key last.',
    }),
    registeredBy: t.exposeString('registeredBy', {
      access: disclosureReaders,
      description: 'Subject of the employee who did so: another person verifies it.',
    }),
    verifiedAt: t.field({
      type: 'DateTime',
      access: disclosureReaders,
      nullable: true,
      resolve: ({ verifiedAt }) => verifiedAt,
    }),
    verifiedBy: t.string({
      access: disclosureReaders,
      nullable: true,
      resolve: ({ verifiedBy }) => verifiedBy,
    }),
    verifiedOver: t.field({
      type: SecondChannelEnum,
      access: disclosureReaders,
      nullable: true,
      resolve: ({ verifiedOver }) => verifiedOver as typeof SecondChannelEnum.$inferType | undefined,
    }),
    revokedAt: t.field({
      type: 'DateTime',
      access: disclosureReaders,
      nullable: true,
      resolve: ({ revokedAt }) => revokedAt,
    }),
  }),
});

/** A recipient as it is after an act. @throws DomainError NOT_FOUND */
export const recipientAfter = (
  { ports }: ApiContext,
  { recipientId }: { readonly recipientId: string },
): Promise<Recipient> => requireRecipient(ports, recipientId);

const RecipientConnection = connectionOf('Recipient', RecipientType, disclosureReaders);

builder.queryFields((t) => ({
  recipient: t.field({
    type: RecipientType,
    access: permitting,
    nullable: true,
    cost: 2,
    description: 'One recipient. A customer reads its name before permitting anything (P1.6).',
    args: { id: t.arg.id({ access: permitting }) },
    resolve: (_, { id }, { ports }) => (isRecipientId(id) ? ports.recipients.load(id) : undefined),
  }),
  recipients: t.field({
    type: RecipientConnection,
    access: disclosureReaders,
    cost: 5,
    description: 'The register of recipients, the last registered first (P1.6, P6.5, P6.6).',
    args: {
      first: t.arg.int({
        required: false,
        defaultValue: 20,
        access: disclosureReaders,
        description: 'At most 50.',
      }),
      after: t.arg.string({ required: false, access: disclosureReaders }),
    },
    resolve: async (_, { first, after }, { ports, viewer }) => {
      requireStaff(viewer);
      const page = await ports.recipients.page(requirePageSize(first ?? 20), after ?? undefined);
      const items = page.recipients.map(({ recipient, cursor }) => ({ node: recipient, cursor }));
      return { items, hasNextPage: page.hasNextPage };
    },
  }),
}));
