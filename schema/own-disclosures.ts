import { ownDisclosurePage } from '../lambda/domain/disclosure/own-disclosures.ts';
import type { ShownDisclosure } from '../lambda/domain/payment/order-reference.ts';
import { builder } from './builder.ts';
import { connectionOf, pageOf } from './connection.ts';
import { DisclosureBasisEnum, DisclosureResultEnum, PersonalFieldEnum } from './disclosure-enums.ts';
import { lateOperations } from './late-operations.ts';
import { Me } from './me.ts';

const { withOrderReferences } = lateOperations;

const self = ['customer'] as const;

const OwnDisclosureType = builder.objectRef<ShownDisclosure>('OwnDisclosure').implement({
  description:
    'Personal information of the customer that was disclosed, or on their own permission is to be: to whom, what, why and on what basis (P1.6).',
  fields: (t) => ({
    id: t.id({ access: self, resolve: ({ disclosureId }) => disclosureId }),
    recipientName: t.exposeString('recipientName', { access: self }),
    basis: t.expose('basis', { type: DisclosureBasisEnum, access: self }),
    purpose: t.exposeString('purpose', { access: self }),
    orderReference: t.string({
      access: self,
      nullable: true,
      description: 'The order that a payment was for.',
      resolve: ({ orderReference }) => orderReference,
    }),
    fields: t.field({
      type: [PersonalFieldEnum],
      access: self,
      description: 'What was given; on a permission, while it is PENDING, what is to be.',
      resolve: ({ fields }) => [...fields],
    }),
    result: t.expose('result', { type: DisclosureResultEnum, access: self }),
    at: t.expose('at', { type: 'DateTime', access: self }),
  }),
});

const OwnDisclosureConnection = connectionOf('OwnDisclosure', OwnDisclosureType, self);

builder.objectFields(Me, (t) => ({
  disclosures: t.field({
    type: OwnDisclosureConnection,
    access: self,
    cost: 10,
    description:
      'Who was given what of the customer, newest first (P1.6, P6.6): from the instant it left, so always GIVEN. What stands on a permission of the customer is shown from its beginning, and also where nothing left. What a lawful order keeps from the customer until a date is shown from that date on.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: self, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: self }),
    },
    resolve: async ({ loaded }, { first, after }, { ports }) => {
      const asked = { first: first ?? 20, after: after ?? undefined };
      const { items, ...page } = await ownDisclosurePage(ports, loaded.customer.id, asked);
      const told = items.map(({ node }) => node);
      const shown = await withOrderReferences(ports, loaded, told);
      const nodes = shown.map((node, n) => ({ node, cursor: items[n]?.cursor ?? '' }));
      return pageOf({ ...page, items: nodes });
    },
  }),
}));
