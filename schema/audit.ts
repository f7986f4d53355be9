import type { Finding } from '../lambda/domain/audit/findings.ts';
import { readTrail } from '../lambda/domain/audit/read-trail.ts';
import { type AuditRow, auditActions } from '../lambda/domain/audit/row.ts';
import { verificationReportOf } from '../lambda/domain/audit/verification-report.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { type Job, jobStates } from '../lambda/domain/jobs/job.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { ProcessingPurposeEnum } from './enums.ts';
import { OnlyKeyInput } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { globalId, localId } from './node.ts';
import { payloadOf } from './payload.ts';
import { globalSubjectId, requireLocalSubjectId } from './request-subject.ts';
import { requireStaff } from './require-staff.ts';

const { requestVerification } = lateOperations;

const overseers = ['privacy_officer', 'auditor'] as const;

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

const FindingType = builder.objectRef<Finding>('AuditFinding').implement({
  description: 'Something wrong with the trail, and where.',
  fields: (t) => ({
    kind: t.exposeString('kind', {
      access: overseers,
      description: 'Such as CHANGED, MISSING, REORDERED or LOST_TAIL.',
    }),
    day: t.exposeString('day', {
      access: overseers,
      description: 'The UTC day on which the chain was opened.',
    }),
    lane: t.exposeString('lane', { access: overseers, nullable: true, description: 'The hash chain.' }),
    seq: t.exposeInt('seq', { access: overseers, nullable: true, description: 'The first place concerned.' }),
    source: t.exposeString('source', {
      access: overseers,
      nullable: true,
      description: 'TABLE, ARCHIVE or ANCHOR; null when the fault lies between two of them.',
    }),
  }),
});

const JobStateEnum = builder.enumType('JobState', {
  description: 'How far a job has come.',
  values: jobStates,
});

const AuditVerification = builder.objectRef<Job>('AuditVerification').implement({
  description:
    'A verification of the audit trail against its hash chains, its archive and its anchors (P6.2).',
  fields: (t) => ({
    id: t.id({ access: overseers, resolve: (job) => globalId('AuditVerification', job.id) }),
    state: t.expose('state', { type: JobStateEnum, access: overseers }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', access: overseers }),
    finishedAt: t.field({
      type: 'DateTime',
      access: overseers,
      nullable: true,
      resolve: (job) => job.finishedAt,
    }),
    intact: t.boolean({
      access: overseers,
      nullable: true,
      description: 'Whether nothing was found; null until it is done.',
      resolve: (job) => (job.state === 'DONE' ? verificationReportOf(job)?.findings.length === 0 : null),
    }),
    rows: t.int({
      access: overseers,
      nullable: true,
      description: 'Rows verified.',
      resolve: (job) => verificationReportOf(job)?.rows,
    }),
    lanes: t.int({
      access: overseers,
      nullable: true,
      description: 'Chains verified.',
      resolve: (job) => verificationReportOf(job)?.lanes,
    }),
    findings: t.field({
      type: [FindingType],
      access: overseers,
      size: 50,
      resolve: (job) => verificationReportOf(job)?.findings ?? [],
    }),
  }),
});

builder.queryFields((t) => ({
  auditTrail: t.field({
    type: AuditRowConnection,
    access: overseers,
    cost: 10,
    description: 'The audit trail by customer, actor or day, newest first. Reading it is itself audited.',
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
  auditVerification: t.field({
    type: AuditVerification,
    access: overseers,
    cost: 5,
    nullable: true,
    description: 'A verification by its id, or the latest.',
    args: { id: t.arg.id({ required: false, access: overseers }) },
    resolve: async (_, args, { ports }) => {
      if (args.id == null) return ports.jobs.latest('VERIFY_AUDIT');
      const id = localId('AuditVerification', args.id);
      const job = id === undefined ? undefined : await ports.jobs.load(id);
      return job?.type === 'VERIFY_AUDIT' ? job : undefined;
    },
  }),
}));

const VerifyAuditInput = OnlyKeyInput('VerifyAuditInput');
const VerifyAuditPayload = payloadOf<Job>(
  'VerifyAudit',
  'verification',
  AuditVerification as never,
  overseers,
);

mutation('verifyAudit', {
  payload: VerifyAuditPayload,
  access: overseers,
  description: 'Has the whole audit trail verified: a job, read by `auditVerification`.',
  input: VerifyAuditInput,
  act: async (input, { ports, viewer }) => {
    const { jobId } = await requestVerification(ports, requireStaff(viewer), input);
    const job = await ports.jobs.load(jobId);
    if (!job) throw new DomainError('NOT_FOUND');
    return job;
  },
});
