import * as z from 'zod/mini';
import { limits } from '../../declared/limits.ts';
import { DomainError } from '../errors.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import { after, dateAfter } from '../span.ts';
import { certifyErasure } from './certify-erasure.ts';
import { destroyKeys } from './destroy-keys.ts';
import type { Erasure, ErasureStep } from './erasure.ts';
import { lookOnceMore } from './look-once-more.ts';
import { afterRows, type ErasureDeps, finished, recordStep } from './record-step.ts';
import { removeLookups, removeRows } from './remove-rows.ts';
import { stopMails } from './stop-mails.ts';

const given = z.object({
  customerId: z.string(),
  erasureId: z.string(),
  /** After all that was being written meanwhile had come to its end. */
  lookedOnceMore: z.optional(z.boolean()),
});

/** Seconds that a run waits for the last answer to leave, longer each time, and that the job rests when it has not left by then. */
const waits = [1, 2, 4, 8];
const restSeconds = 60;

/**
 * The job of an erasure: step after step, each of which bears being repeated, so that whoever resumes begins at the one that the row names.
 * Nothing is destroyed before the ledger says so. When all is done it rests until nothing that had begun before can write any more, and looks
 * whether something was left; and then until what was destroyed cannot come back from any backup of the keys, looks again, and certifies it.
 * @throws DomainError NOT_FOUND when there is no such erasure
 */
export async function* eraseCustomer(deps: ErasureDeps, job: Job): AsyncGenerator<JobStep> {
  let report = given.parse(job.report);
  const found = await deps.erasures.find(report.customerId, report.erasureId);
  if (!found) throw new DomainError('NOT_FOUND');
  let erasure = found;
  while (erasure.certificate === undefined) {
    const now = deps.now();
    const { step, doneAt, certifiableAt } = erasure;
    if (step === 'DONE' && doneAt && certifiableAt && certifiableAt > now.toISOString()) {
      const settledAt = dateAfter(doneAt, { minutes: limits.erasureSettleMinutes });
      if (report.lookedOnceMore || settledAt > now) {
        const resumeAt = report.lookedOnceMore ? certifiableAt : settledAt.toISOString();
        yield { report, isDone: false, resumeAt };
        continue;
      }
      const { begunAnew } = await lookOnceMore(deps, erasure);
      if (begunAnew) erasure = begunAnew;
      else report = { ...report, lookedOnceMore: true };
      yield { report, isDone: false };
      continue;
    }
    const next: Erasure | 'WAIT' = await steps[erasure.step](deps, erasure);
    if (next === 'WAIT') {
      yield { report, isDone: false, resumeAt: after(now, { seconds: restSeconds }) };
      continue;
    }
    erasure = next;
    yield { report, isDone: erasure.certificate !== undefined };
  }
  yield { report, isDone: true };
}

type Act = (deps: ErasureDeps, erasure: Erasure) => Promise<Erasure | 'WAIT'>;

/** What each step does. LEDGER, STOP and OBJECTS leave no trace in the row: who is cut short repeats them, and finds nothing to do. */
const steps: Readonly<Record<ErasureStep, Act>> = {
  async LEDGER(deps, erasure) {
    const { id, customerId, startedAt: at, classes, left, held, cause, suppressesAddress } = erasure;
    const suppresses = suppressesAddress ? { suppresses: 'ADDRESS' } : {};
    const facts = { classes, left, held, cause, ...suppresses };
    await deps.ledger.append({ id, at, kind: 'ERASURE', customerId, facts });
    return { ...erasure, step: 'STOP' };
  },
  async STOP(deps, erasure) {
    if (erasure.left.includes('contact')) return { ...erasure, step: 'KEYS' };
    for (const seconds of waits) {
      if ((await stopMails(deps, erasure)) === 'STOPPED') return { ...erasure, step: 'KEYS' };
      await deps.pause(seconds * 1000);
    }
    return (await stopMails(deps, erasure)) === 'STOPPED' ? { ...erasure, step: 'KEYS' } : 'WAIT';
  },
  KEYS: destroyKeys,
  LOOKUPS: removeLookups,
  async OBJECTS(deps, erasure) {
    if (!erasure.left.includes('content')) await deps.inboundBucket.deleteSealedOf(erasure.customerId);
    return { ...erasure, step: 'ROWS' };
  },
  ROWS: (deps, erasure) => removeRows(deps, erasure, afterRows(deps, erasure)),
  async IDENTITY_PROVIDER(deps, erasure) {
    const outcome = (await deps.identityProvider?.forget(erasure.customerId)) ?? 'NOT_OFFERED';
    return recordStep(deps, erasure, finished(deps, erasure, outcome), []);
  },
  DONE: certifyErasure,
};
