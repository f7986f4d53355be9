import { type AuditRow, auditActions } from '../lambda/domain/audit/row.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { ProcessingPurposeEnum } from './enums.ts';
import { lateOperations } from './late-operations.ts';
import { overseers } from './overseers.ts';
import { globalSubjectId, requireLocalSubjectId } from './request-subject.ts';
import { requireStaff } from './require-staff.ts';

const { readTrail } = lateOperations;

const AuditActionEnum = builder.enumType('AuditAction', {
  description: 'What was done or tried (P6.4).',
  values: auditActions,
});
const AuditOutcomeEnum = builder.enumType('AuditOutcome', {
  description: 'Whether it was done or refused.',
  values: ['ALLOWED', 'REFUSED'] as const,
});

const AuditRowType = builder.objectRef<AuditRow>('AuditRow').implement({
  description: 'One act in the audit trail: names of fields, never values (P6.4).',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', access: overseers }),
    action: t.expose('action', { type: AuditActionEnum, access: overseers }),
    outcome: t.expose('outcome', { type: AuditOutcomeEnum, access: overseers }),
    code: t.exposeString('code', { access: overseers, nullable: true, description: 'Why it was refused.' }),
    actor: t.string({
      access: overseers,
      description: 'staff:, customer: or service: with an opaque id; visitor; system: with a function.',
      resolve: (row) => row.actor.id,
    }),
    roles: t.stringList({ access: overseers, resolve: (row) => [...row.actor.roles] }),
    customerId: t.id({
      access: overseers,
      nullable: true,
      resolve: (row) => (row.customerId === undefined ? undefined : globalSubjectId(row.customerId)),
    }),
    fields: t.stringList({ access: overseers, resolve: (row) => [...(row.fields ?? [])] }),
    view: t.exposeString('view', { access: overseers, nullable: true, description: 'value or masked.' }),
    purpose: t.field({
      type: ProcessingPurposeEnum,
      access: overseers,
      nullable: true,
      resolve: (row) => row.purpose,
    }),
    reference: t.exposeString('reference', { access: overseers, nullable: true }),
    mailId: t.exposeString('mailId', {
      access: overseers,
      nullable: true,
      description: 'The mail it is about.',
    }),
    requestId: t.exposeString('requestId', { access: overseers }),
    lane: t.exposeString('lane', { access: overseers, description: 'The hash chain it stands in.' }),
    seq: t.exposeInt('seq', { access: overseers, description: 'Its place there, from 1.' }),
  }),
});

const AuditRowConnection = connectionOf('AuditRow', AuditRowType, overseers);

const AuditTrailFilter = builder.inputType('AuditTrailFilter', {
  description: 'What the trail is read by: exactly one of the three.',
  fields: (t) => ({
    customerId: t.id({ required: false }),
    actor: t.string({ required: false, description: 'As in `AuditRow.actor`.' }),
    day: t.field({ type: 'Date', required: false, description: 'A UTC day.' }),
  }),
});

builder.queryFields((t) => ({
  auditTrail: t.field({
    type: AuditRowConnection,
    access: overseers,
    cost: 10,
    description:
      'The audit trail by customer, actor or day, newest first. Reading it is itself audited. By customer it is refused to that very customer (INVOLVED).',
    args: {
      filter: t.arg({ type: AuditTrailFilter, access: overseers }),
      first: t.arg.int({ required: false, defaultValue: 20, access: overseers, description: 'At most 50.' }),
      after: t.arg.string({ required: false, access: overseers }),
    },
    resolve: async (_, { filter, first, after }, { ports, viewer }) => {
      const { customerId, actor, day } = filter;
      const found = await readTrail(ports, requireStaff(viewer), {
        ...(customerId == null
          ? {}
          : { customerId: requireLocalSubjectId(customerId, ['filter', 'customerId']) }),
        ...(actor == null ? {} : { actor }),
        ...(day == null ? {} : { day }),
        first: first ?? 20,
        after: after ?? undefined,
      });
      const items = found.rows.map((row) => ({ node: row, cursor: row.cursor }));
      return { items, hasNextPage: found.next !== undefined };
    },
  }),
}));
