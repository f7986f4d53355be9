import { DomainError } from '../lambda/domain/errors.ts';
import type { PutTerm } from '../lambda/domain/service/put-service-term.ts';
import { type OwnService, ownServices } from '../lambda/domain/service/services-of.ts';
import type { ServiceViewer, Viewer } from '../lambda/domain/viewer.ts';
import { builder } from './builder.ts';
import { CustomerNumberInput } from './customer-number.ts';
import { key } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { Me } from './me.ts';
import { mutation } from './mutation.ts';
import { payloadOf } from './payload.ts';

const { putServiceTerm } = lateOperations;

const self = ['customer'] as const;
const writers = ['scope:services:write'] as const;

/** Of a term, whoever reads it. */
export const aboutTerm = {
  expiresAt: 'Until when the customer has it.',
  nextNoticeAt:
    'When the customer is told of its end next: 30, 7 and 1 days before (P2.3). Null when no more.',
};

const OwnServiceType = builder.objectRef<OwnService>('OwnService').implement({
  description: "A service of CloudFly's that the customer has, or had.",
  fields: (t) => ({
    name: t.exposeString('name', { access: self, description: 'A domain name, for example.' }),
    product: t.string({ access: self, resolve: ({ term }) => term.product }),
    expiresAt: t.field({
      type: 'DateTime',
      access: self,
      description: aboutTerm.expiresAt,
      resolve: ({ term }) => term.expiresAt,
    }),
    nextNoticeAt: t.field({
      type: 'DateTime',
      access: self,
      nullable: true,
      description: aboutTerm.nextNoticeAt,
      resolve: ({ term }) => term.nextNotice?.dueAt,
    }),
  }),
});

builder.objectFields(Me, (t) => ({
  services: t.field({
    type: [OwnServiceType],
    access: self,
    size: 10,
    description: 'Services, those that end first, first.',
    resolve: async (own, _, { ports }) => [...(await ownServices(ports, own.loaded))],
  }),
}));

const PutTermType = builder.objectRef<PutTerm>('ServiceTerm').implement({
  description: 'Until when a customer has a service.',
  fields: (t) => ({
    product: t.exposeString('product', { access: writers }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', access: writers, description: aboutTerm.expiresAt }),
    nextNoticeAt: t.field({
      type: 'DateTime',
      access: writers,
      nullable: true,
      description: aboutTerm.nextNoticeAt,
      resolve: ({ nextNoticeAt }) => nextNoticeAt,
    }),
  }),
});

const PutServiceTermPayload = payloadOf<PutTerm>(
  'PutServiceTerm',
  'serviceTerm',
  PutTermType as never,
  writers,
);

const PutServiceTermInput = builder.inputType('PutServiceTermInput', {
  description: 'Until when a customer has a service.',
  fields: (t) => ({
    idempotencyKey: t.string({ description: key }),
    customer: t.field({ type: CustomerNumberInput }),
    serviceRef: t.string({
      description:
        'What the service is called, always the same: 1 to 253 printable characters. It may be a domain name; it is kept sealed.',
    }),
    product: t.string({
      description: 'Code of the product: 1 to 64 of A-Z a-z 0-9 . _ -, the first a letter or a digit.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'In the past only to end a service that was put before.',
    }),
  }),
});

/** @throws DomainError FORBIDDEN: the plan check came first, this holds without it. */
export function requireService(viewer: Viewer): ServiceViewer {
  if (viewer.kind !== 'service') throw new DomainError('FORBIDDEN');
  return viewer;
}

mutation('putServiceTerm', {
  payload: PutServiceTermPayload,
  access: writers,
  description:
    'Says until when a customer has a service: first, renewed or ended. The customer is told 30, 7 and 1 days before its end (P2.3); a notice that a change makes wrong is not sent any more.',
  input: PutServiceTermInput,
  act: (input, { ports, viewer }) => putServiceTerm(ports, requireService(viewer), input),
});
