import { accessKinds } from '../lambda/domain/access-log/access-kinds.ts';
import type { AccessDisclosure, AccessEntry } from '../lambda/domain/access-log/access-log.ts';
import type { DisclosurePurpose } from '../lambda/domain/disclosure/purpose.ts';
import { builder } from './builder.ts';
import { connectionOf, pageOf } from './connection.ts';
import { CustomerType } from './customer-type.ts';
import { DisclosureBasisEnum, DisclosurePurposeEnum, DisclosureResultEnum } from './disclosure-enums.ts';
import { ProcessingPurposeEnum, StaffRoleEnum } from './enums.ts';
import { lateOperations } from './late-operations.ts';
import { Me } from './me.ts';
import { requireStaff } from './require-staff.ts';

const { ownAccessLog, staffAccessLog } = lateOperations;

const self = ['customer'] as const;
const officers = ['privacy_officer'] as const;
const readers = [...self, ...officers] as const;

const AccessKindEnum = builder.enumType('AccessKind', {
  description:
    'READ: an employee read it in clear. FOUND: one looked the customer up. DISCLOSED: it was given to a recipient. PREPARED: it was put together for a recipient, and was not given, or not yet. OWN_COPY: the customer fetched a copy.',
  values: accessKinds,
});

const AccessDisclosureType = builder.objectRef<AccessDisclosure>('AccessDisclosure').implement({
  description: 'To whom it was disclosed, for what and on what basis (P1.6).',
  fields: (t) => ({
    id: t.exposeID('id', {
      access: readers,
      description: 'As in `me.disclosures`, where it says when it left.',
    }),
    recipientName: t.exposeString('recipientName', { access: readers }),
    basis: t.expose('basis', { type: DisclosureBasisEnum, access: readers }),
    purpose: t.field({
      type: DisclosurePurposeEnum,
      access: readers,
      resolve: ({ purpose }) => purpose as DisclosurePurpose,
    }),
    result: t.expose('result', { type: DisclosureResultEnum, access: readers }),
  }),
});

const AccessEntryType = builder.objectRef<AccessEntry>('AccessEntry').implement({
  description:
    'That somebody read or received personal information of the customer: names of fields, never values (P6.4, P1.6). An employee is told by role, never by name.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', access: readers }),
    kind: t.expose('kind', { type: AccessKindEnum, access: readers }),
    role: t.field({
      type: StaffRoleEnum,
      access: readers,
      nullable: true,
      description: 'As which role an employee saw it. Null when it was no employee.',
      resolve: ({ role }) => role,
    }),
    fields: t.stringList({
      access: readers,
      description: 'Of a disclosure those that were given, or are to be.',
      resolve: ({ fields }) => [...fields],
    }),
    purpose: t.field({
      type: ProcessingPurposeEnum,
      access: readers,
      nullable: true,
      description:
        'What an employee said that it was for (P1.1). Null of a disclosure, of which `disclosure` says it.',
      resolve: ({ purpose }) => purpose,
    }),
    reference: t.string({
      access: readers,
      nullable: true,
      description: "The customer's own request that it was for, as in `me.requests`. Null for any other.",
      resolve: ({ reference }) => reference,
    }),
    disclosure: t.field({
      type: AccessDisclosureType,
      access: readers,
      nullable: true,
      resolve: ({ disclosure }) => disclosure,
    }),
  }),
});
const AccessEntryConnection = connectionOf('AccessEntry', AccessEntryType, readers);

builder.objectFields(Me, (t) => ({
  accessLog: t.field({
    type: AccessEntryConnection,
    access: self,
    cost: 40,
    description:
      'Who read or received which fields of the customer, when and why, newest first (P6.4, P1.6). A disclosure is told of when `me.disclosures` tells of it.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: self, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: self }),
    },
    resolve: async ({ loaded }, { first, after }, { ports }) =>
      pageOf(
        await ownAccessLog(ports, loaded.customer.id, { first: first ?? 20, after: after ?? undefined }),
      ),
  }),
}));

builder.objectFields(CustomerType, (t) => ({
  accessLog: t.field({
    type: AccessEntryConnection,
    access: officers,
    cost: 40,
    description:
      'The same as `me.accessLog`, with what the customer may not be told yet, and refused to that very customer (INVOLVED). Reading it is audited.',
    args: {
      first: t.arg.int({ required: false, defaultValue: 20, access: officers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: officers }),
    },
    resolve: async ({ customer }, { first, after }, { ports, viewer }) =>
      pageOf(
        await staffAccessLog(ports, requireStaff(viewer), customer.id, {
          first: first ?? 20,
          after: after ?? undefined,
        }),
      ),
  }),
}));
