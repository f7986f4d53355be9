import type { Audience } from '../lambda/domain/access.ts';
import { type InformationRequest, informationStates } from '../lambda/domain/request/information-request.ts';
import {
  type OwnInformationRequest,
  ownInformationRequests,
} from '../lambda/domain/request/own-information-requests.ts';
import { builder } from './builder.ts';
import { customerFact } from './customer-fact.ts';
import { CustomerType } from './customer-type.ts';
import { AskableFieldEnum } from './enums.ts';
import { lateOperations } from './late-operations.ts';
import { Me } from './me.ts';
import { requestWorkers as workers } from './request-type.ts';

const { askedByToken } = lateOperations;

const self = ['customer'] as const;

const InformationStateEnum = builder.enumType('InformationState', {
  description: 'What came of what was asked. All but ASKED are final.',
  values: informationStates,
});

/** Names of fields, states and instants: nothing personal, and shown to whoever holds the link too. */
const readers = ['everyone'] as const satisfies readonly Audience[];
export const InformationRequestType = builder.objectRef<InformationRequest>('InformationRequest').implement({
  description: 'What a customer is asked for, to work on a request of the customer’s own (P1.5).',
  fields: (t) => ({
    id: t.exposeID('id', { access: readers }),
    reference: t.exposeString('reference', { access: readers, description: 'The request it serves.' }),
    fields: t.field({
      type: [AskableFieldEnum],
      access: readers,
      description: 'Exactly what is asked for; nothing else is taken.',
      resolve: ({ fields }) => [...fields],
    }),
    state: t.expose('state', { type: InformationStateEnum, access: readers }),
    askedAt: t.expose('askedAt', { type: 'DateTime', access: readers }),
    until: t.expose('until', { type: 'DateTime', access: readers, description: 'It expires then.' }),
    endedAt: t.field({
      type: 'DateTime',
      access: readers,
      nullable: true,
      description: 'When it was answered, declined or expired.',
      resolve: ({ endedAt }) => endedAt,
    }),
    given: t.field({
      type: [AskableFieldEnum],
      access: readers,
      description: 'What was given of it.',
      resolve: ({ given }) => [...given],
    }),
  }),
});

const OwnInformationRequestType = builder
  .objectRef<OwnInformationRequest>('OwnInformationRequest')
  .implement({
    description: 'What the customer is asked for, and why (P1.5).',
    fields: (t) => ({
      asked: t.field({ type: InformationRequestType, access: self, resolve: ({ asked }) => asked }),
      why: t.exposeString('why', { access: self, description: 'In the words of who asks.' }),
    }),
  });

builder.objectFields(Me, (t) => ({
  informationRequests: t.field({
    type: [OwnInformationRequestType],
    access: self,
    cost: 5,
    size: 5,
    description: 'What CloudFly asked for, newest first, with what was given.',
    resolve: async (own, _, { ports }) => [...(await ownInformationRequests(ports, own.loaded))],
  }),
}));

builder.queryFields((t) => ({
  informationRequest: t.field({
    type: InformationRequestType,
    access: readers,
    nullable: true,
    cost: 5,
    description:
      'What the mail behind a link asked for (P1.5): for the page that takes it from whoever holds the link. Null for a link that is not valid, or whose time is over.',
    args: {
      token: t.arg.string({
        access: readers,
        description: 'What stands after the last slash of the link in the mail.',
      }),
    },
    resolve: (_, { token }, { ports }) => askedByToken(ports, token),
  }),
}));

builder.objectFields(CustomerType, (t) => ({
  informationRequests: t.field({
    type: [InformationRequestType],
    access: workers,
    cost: 5,
    size: 5,
    description:
      'What the customer was asked for, newest first; names of fields, no values. Reading is audited.',
    resolve: customerFact('informationRequests', async (ports, id) => [
      ...(await ports.informationRequests.ofCustomer(id)),
    ]),
  }),
}));
