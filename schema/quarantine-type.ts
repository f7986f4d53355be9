import type { CustomerRequest, Quarantine } from '../lambda/domain/request/request.ts';
import { builder } from './builder.ts';
import { QuarantineCauseEnum, QuarantineDecisionEnum } from './enums.ts';

/** What is known of a request's quarantine, and of the request. */
export interface ShownQuarantine {
  readonly quarantine: Quarantine;
  readonly request: CustomerRequest;
}

const readers = ['customer', 'support', 'privacy_officer'] as const;
const deciders = ['support', 'privacy_officer'] as const;

export const QuarantineType = builder.objectRef<ShownQuarantine>('Quarantine').implement({
  description: 'Why a request is or was kept apart, since when, and what was decided (P3.6).',
  fields: (t) => ({
    cause: t.field({
      type: QuarantineCauseEnum,
      access: readers,
      resolve: ({ quarantine }) => quarantine.cause,
    }),
    since: t.field({
      type: 'DateTime',
      access: readers,
      description: 'It waits from then on: it never ends by itself.',
      resolve: ({ request }) => request.openedAt,
    }),
    decision: t.field({
      type: QuarantineDecisionEnum,
      access: readers,
      nullable: true,
      description: 'Null while it waits.',
      resolve: ({ quarantine }) => quarantine.decision,
    }),
    decidedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      resolve: ({ quarantine }) => quarantine.decidedAt,
    }),
    decidedBy: t.string({
      access: deciders,
      nullable: true,
      description: 'Subject of the employee.',
      resolve: ({ quarantine }) => quarantine.decidedBy,
    }),
  }),
});
