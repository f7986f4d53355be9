import { listConsentFacts } from '../lambda/domain/consent/list-consent-facts.ts';
import type { ConsentFactPage } from '../lambda/domain/ports/consents.ts';
import { builder } from './builder.ts';
import { ConsentOverview, consentsOf, overviewAt } from './consent.ts';
import { ConsentFactConnection } from './consent-fact.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import { lateOperations } from './late-operations.ts';
import { Me } from './me.ts';

const { consentAt } = lateOperations;

const self = ['customer'] as const;
const staff = ['support', 'privacy_officer'] as const;

const pageOf = ({ facts, hasMore }: ConsentFactPage) => ({
  items: facts.map(({ fact, cursor }) => ({ node: fact, cursor })),
  hasNextPage: hasMore,
});

builder.objectFields(Me, (t) => ({
  consentHistory: t.field({
    type: ConsentFactConnection,
    access: self,
    description: 'All that was agreed to, chosen and refused, newest first (P1.3).',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: self, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: self }),
    },
    resolve: async ({ loaded }, { first, after }, { ports }) => {
      const page = { first: first ?? 20, after: after ?? undefined };
      return pageOf(await listConsentFacts(ports, loaded.customer.id, page));
    },
  }),
}));

builder.objectFields(CustomerType, (t) => ({
  consents: t.field({
    type: ConsentOverview,
    access: staff,
    cost: 5,
    nullable: true,
    description: 'What the customer agreed to and chose. Reading is audited.',
    resolve: customerFact('consents', async (ports, id) => consentsOf(ports, id)),
  }),
  consentAt: t.field({
    type: ConsentOverview,
    access: staff,
    cost: 10,
    nullable: true,
    description:
      'The same as it was at an instant, under the policy then in force, from the history (D356 6). Null before registration. Reading is audited.',
    args: { at: t.arg({ type: 'DateTime', access: staff }) },
    resolve: customerFact('consentAt', async (ports, id, { at }) => {
      const state = await consentAt(ports, id, at);
      return state && overviewAt(ports, state, at);
    }),
  }),
  consentHistory: t.field({
    type: ConsentFactConnection,
    access: staff,
    cost: 5,
    description: 'All that was agreed to, chosen and refused, newest first (P1.3). Reading is audited.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: staff, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: staff }),
    },
    resolve: customerFact('consentHistory', async (ports, id, { first, after }) =>
      pageOf(await listConsentFacts(ports, id, { first: first ?? 20, after: after ?? undefined })),
    ),
  }),
}));
