import * as z from 'zod/mini';
import { runVerification } from './domain/audit/run-verification.ts';
import { wireArchive } from './runtime/wire-archive.ts';
import { wire } from './runtime/wiring.ts';

const batch = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        SequenceNumber: z.string(),
        NewImage: z.optional(
          z.object({ id: z.object({ S: z.string() }), state: z.object({ S: z.string() }) }),
        ),
      }),
    }),
  ),
});

/** A minute is left for the day at hand, and for keeping what was found. */
const workMilliseconds = 4 * 60_000;

/** Long work asked for by someone: one job per stream record. */
export async function handler(
  event: unknown,
): Promise<{ batchItemFailures: readonly { itemIdentifier: string }[] }> {
  const ports = wire();
  const { auditKeys } = ports;
  const deps = Object.assign(Object.create(ports) as typeof ports, wireArchive(), {
    macKey: auditKeys.macKey,
  });
  const failures: { itemIdentifier: string }[] = [];
  for (const { dynamodb } of z.parse(batch, event).Records) {
    const job = dynamodb.NewImage;
    if (job?.state.S !== 'QUEUED') continue;
    try {
      const until = new Date(ports.now().getTime() + workMilliseconds);
      await runVerification(deps, { jobId: job.id.S, until });
    } catch (error) {
      ports.log.error('job_failed', { jobId: job.id.S }, error);
      failures.push({ itemIdentifier: dynamodb.SequenceNumber });
    }
  }
  return { batchItemFailures: failures };
}
