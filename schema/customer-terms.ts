import type { ServiceTerm } from '../lambda/domain/service/service-term.ts';
import { servicesOf } from '../lambda/domain/service/services-of.ts';
import { builder } from './builder.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import { aboutTerm } from './service-term.ts';

const staff = ['support', 'billing', 'privacy_officer'] as const;

const CustomerServiceType = builder.objectRef<ServiceTerm>('CustomerService').implement({
  description:
    'A service that a customer has, or had, as staff see it: without its name, which may be personal.',
  fields: (t) => ({
    product: t.exposeString('product', { access: staff }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', access: staff, description: aboutTerm.expiresAt }),
    nextNoticeAt: t.field({
      type: 'DateTime',
      access: staff,
      nullable: true,
      description: aboutTerm.nextNoticeAt,
      resolve: ({ nextNotice }) => nextNotice?.dueAt,
    }),
  }),
});

builder.objectFields(CustomerType, (t) => ({
  services: t.field({
    type: [CustomerServiceType],
    access: staff,
    cost: 5,
    size: 10,
    description: 'Services, those that end first, first. Reading is audited.',
    resolve: customerFact('services', async (ports, id) => [...(await servicesOf(ports, id))]),
  }),
}));
