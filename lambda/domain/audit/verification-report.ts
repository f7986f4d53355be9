import * as z from 'zod/mini';
import type { Job } from '../jobs/job.ts';
import { findingKinds } from './findings.ts';

const shape = z.object({
  fromDay: z.iso.date(),
  nextDay: z.iso.date(),
  lanes: z.int(),
  rows: z.int(),
  counts: z.partialRecord(z.enum(findingKinds), z.int()),
  findings: z.array(
    z.object({
      kind: z.enum(findingKinds),
      day: z.string(),
      lane: z.exactOptional(z.string()),
      seq: z.exactOptional(z.number()),
      source: z.exactOptional(z.enum(['TABLE', 'ARCHIVE', 'ANCHOR'])),
    }),
  ),
});

/** What a verification has found so far: every day before `nextDay` is verified. */
export type VerificationReport = z.infer<typeof shape>;

/** A verification's report, parsed: it comes out of the table. Undefined until the first day was verified. */
export function verificationReportOf(job: Pick<Job, 'report'>): VerificationReport | undefined {
  return job.report === undefined ? undefined : shape.parse(job.report);
}
