import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { dataClasses } from '../access.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { changedJob, isFinished } from '../jobs/job.ts';
import { afresh } from '../jobs/queue-job.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { movedOn, type Sweep, type Swept, sweepDue } from '../sweep-due.ts';
import { type BeginErasureDeps, beginErasure } from './begin-erasure.ts';
import type { Erasure } from './erasure.ts';
import { erasureJob, erasureJobId, lookAt } from './erasure-job.ts';

type Named = Pick<Erasure, 'customerId' | 'id'>;
export type TendErasuresDeps = BeginErasureDeps & Pick<Ports, 'commit' | 'log'>;

/**
 * Looks after erasures: one whose job was given up or lost is begun again where it stands, and what a legal hold kept of a customer is erased
 * once no hold keeps it.
 * @param by name of the deployed function that acts
 * @returns how many were moved on, and how many could not be handled
 */
export async function tendErasures(
  deps: TendErasuresDeps,
  { by, ...sweep }: Sweep & { readonly by: string },
): Promise<Swept> {
  const from = {
    lane: 'erasures',
    fault: 'erasure_not_tended',
    due: (...asked: Parameters<typeof deps.erasures.due>) => deps.erasures.due(...asked),
    act: movedOn((named: Named) => tend(deps, named, by)),
  } as const;
  return sweepDue(deps, from, sweep);
}

async function tend(deps: TendErasuresDeps, { customerId, id }: Named, by: string): Promise<boolean> {
  const erasure = await deps.erasures.find(customerId, id);
  const now = deps.now();
  if (!erasure || erasure.dueAt === undefined || erasure.dueAt > now.toISOString()) return false;
  if (erasure.step === 'DONE' && erasure.held.length > 0) return eraseHeld(deps, erasure, by);
  const looked = { ...erasure, version: erasure.version + 1, dueAt: lookAt(now) };
  const work = await jobWrites(deps, erasure, by);
  if (work.length > 0) deps.log.error(alarmingLogLines.erasureLate.event, { customerId });
  await deps.commit([...deps.erasures.put(erasure, looked), ...work], []);
  return true;
}

/** When it is looked at once nothing waits for a hold any more. */
const settledAt = ({ certificate, certifiableAt }: Erasure): string | undefined =>
  certificate === undefined && certifiableAt !== undefined ? lookAt(new Date(certifiableAt)) : undefined;

/** What the job of an erasure needs: nothing while it works or rests. */
async function jobWrites(
  deps: Pick<TendErasuresDeps, 'jobs' | 'now'>,
  erasure: Erasure,
  by: string,
): Promise<readonly Write[]> {
  const job = await deps.jobs.load(erasureJobId(erasure.id));
  if (!job) return deps.jobs.insert(erasureJob(erasure, `system:${by}`, deps.now()));
  return isFinished(job) ? [deps.jobs.replace(job, changedJob(job, afresh(deps.now())))] : [];
}

/** What a legal hold kept. Looked at again every hour while it does: whoever lifts it need do nothing else. */
async function eraseHeld(deps: TendErasuresDeps, before: Erasure, by: string): Promise<boolean> {
  const { customerId, held, left, cause, suppressesAddress } = before;
  const [loaded] = await deps.customers.load([customerId]);
  const version = before.version + 1;
  const settled = deps.erasures.put(before, { ...before, version, held: [], dueAt: settledAt(before) });
  if (!loaded) {
    await deps.commit(settled, []);
    return true;
  }
  const gone = dataClasses.filter((one) => !left.includes(one));
  const requestedBy = `system:${by}`;
  try {
    const asked = { loaded, wanted: held, gone, cause, suppressesAddress, requestedBy };
    const { writes, audit } = await beginErasure(deps, asked);
    await deps.commit([...settled, ...writes], [systemEntryOf(by, deps.random.id(), audit)]);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'ON_LEGAL_HOLD') throw error;
    const waiting = { ...before, version, dueAt: lookAt(deps.now()) };
    await deps.commit(deps.erasures.put(before, waiting), []);
  }
  return true;
}
