import type { Finding } from '../lambda/domain/audit/findings.ts';
import { verificationReportOf } from '../lambda/domain/audit/verification-report.ts';
import { DomainError } from '../lambda/domain/errors.ts';
import { type Job, jobStates } from '../lambda/domain/jobs/job.ts';
import { builder } from './builder.ts';
import { OnlyKeyInput } from './inputs.ts';
import { lateOperations } from './late-operations.ts';
import { mutation } from './mutation.ts';
import { globalId, localId } from './node.ts';
import { overseers } from './overseers.ts';
import { payloadOf } from './payload.ts';
import { requireStaff } from './require-staff.ts';

const { requestVerification } = lateOperations;

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
