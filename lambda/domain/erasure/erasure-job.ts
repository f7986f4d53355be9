import type { Job } from '../jobs/job.ts';
import { newJob } from '../jobs/queue-job.ts';
import { after } from '../span.ts';
import type { Erasure } from './erasure.ts';

/** The job of an erasure, which nobody has begun. */
export function erasureJob({ id, customerId }: Erasure, requestedBy: string, now: Date): Job {
  const report = { customerId, erasureId: id };
  return newJob({ id: erasureJobId(id), type: 'ERASE_CUSTOMER', requestedBy, report }, now);
}
export const erasureJobId = (erasureId: string): string => `ERASE_CUSTOMER-${erasureId}`;
/** How long an erasure may stand still before the clock looks whether somebody works on it. */
export const lookAfterHours = 1;
export const lookAt = (from: Date): string => after(from, { hours: lookAfterHours });
