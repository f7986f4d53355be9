import * as z from 'zod/mini';
import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import { destroyPackage } from '../package/destroy-package.ts';
import { packageObject } from '../package/package-object.ts';
import { removeLeftovers } from '../package/remove-leftovers.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { requireDisclosure } from './change-disclosure.ts';
import type { CustomerDisclosure, Disclosure } from './disclosure.ts';
import { isViolation } from './read-each.ts';
import { type TellDeps, tellCustomer } from './tell-customer.ts';
import { isWithheld, withheldUntilOf } from './withheld.ts';

type Deps = TellDeps & Pick<Ports, 'customers' | 'inboundBucket' | 'log'>;

const report = z.object({
  disclosureId: z.string(),
  about: z.enum(['GIVEN', 'END', 'BACK']),
  phase: z._default(z.enum(['RESULTS', 'TELL']), 'RESULTS'),
  place: z._default(z.int(), 0),
  because: z.optional(z.string()),
  digest: z.optional(z.string()),
});

/**
 * Says in the customers' rows what became of them, page by page. After an end: destroys the package first, and what never left is NOT_GIVEN. After
 * the package left for the first time: what was in it is GIVEN, and each customer is told, at once or on the day that the order names. Goes on
 * where it was killed. Of what was stopped and is decided anew the package alone goes: its customers' rows wait on.
 */
export async function* settleDisclosure(deps: Deps, job: Job): AsyncGenerator<JobStep> {
  const begun = z.parse(report, job.report);
  const disclosure = await requireDisclosure(deps, begun.disclosureId);
  const { customerIds, handedOutAt, basis } = disclosure;
  if (begun.about === 'BACK') {
    await removeStopped(deps, begun);
    yield { report: { ...begun }, isDone: true };
    return;
  }
  const given = begun.about === 'GIVEN';
  if (!given) await destroyPackage(deps, disclosure.id);
  if (begun.phase === 'RESULTS' && (given || handedOutAt === undefined)) {
    for (let place = begun.place; place < customerIds.length; place += limits.disclosurePage) {
      await settlePage(
        deps,
        disclosure,
        customerIds.slice(place, place + limits.disclosurePage),
        begun.because,
      );
      yield { report: { ...begun, place: place + limits.disclosurePage }, isDone: false };
    }
  }
  if (!given) {
    yield { report: { ...begun, place: customerIds.length }, isDone: true };
    return;
  }
  const withheldUntil = withheldUntilOf(basis);
  const telling = { ...begun, phase: 'TELL' };
  const from = begun.phase === 'TELL' ? begun.place : 0;
  if (isWithheld(withheldUntil, deps.now())) {
    yield { report: { ...telling, place: from }, isDone: false, resumeAt: withheldUntil };
    return;
  }
  for (let place = from; place < customerIds.length; place += limits.disclosurePage) {
    await tellPage(deps, disclosure, customerIds.slice(place, place + limits.disclosurePage));
    yield { report: { ...telling, place: place + limits.disclosurePage }, isDone: false };
  }
  yield { report: { ...telling, place: customerIds.length }, isDone: true };
}

/** By its own name: meanwhile another may have been sealed. */
async function removeStopped(
  deps: Pick<Deps, 'disclosures' | 'inboundBucket'>,
  { disclosureId, digest }: z.infer<typeof report>,
): Promise<void> {
  if (digest !== undefined) await deps.inboundBucket.deleteSealed(packageObject(disclosureId, digest));
  await removeLeftovers(deps, disclosureId);
}

/** @param because of several customers the one whose basis is gone: the others' were good, and their rows name nobody */
async function settlePage(
  deps: Deps,
  { id, handedOutAt, cause = 'ENDED' }: Disclosure,
  customerIds: readonly string[],
  because: string | undefined,
): Promise<void> {
  await reread({ STALE_REVISION: 2 }, async () => {
    const rows = await deps.disclosures.loadOfCustomers(customerIds, id);
    const pending = rows.filter((row): row is CustomerDisclosure => row?.result === 'PENDING');
    const settledOf = ({ customerId }: CustomerDisclosure) => {
      if (handedOutAt !== undefined) return { result: 'GIVEN', at: handedOutAt } as const;
      const isOthers = because !== undefined && because !== customerId;
      return { result: 'NOT_GIVEN', cause: isOthers ? 'ANOTHERS_BASIS_GONE' : cause } as const;
    };
    const writes = pending.map((row) =>
      deps.disclosures.putOfCustomer(row, { ...row, ...settledOf(row), version: row.version + 1 }),
    );
    await deps.commit(writes, []);
  });
}

/** One whose record or key is damaged is told nothing, and keeps nobody else from being told; somebody is woken. */
async function tellPage(deps: Deps, disclosure: Disclosure, customerIds: readonly string[]): Promise<void> {
  for (const customerId of customerIds)
    try {
      await reread({ STALE_REVISION: 2 }, () => tellOne(deps, disclosure, customerId));
    } catch (error) {
      if (!isViolation(error)) throw error;
      deps.log.error(alarmingLogLines.integrityViolation.event, { customerId });
    }
}

async function tellOne(deps: Deps, disclosure: Disclosure, customerId: string): Promise<void> {
  const row = await deps.disclosures.loadOfCustomer(customerId, disclosure.id);
  if (row?.result !== 'GIVEN' || row.toldAt !== undefined) return;
  const [loaded] = await deps.customers.load([customerId]);
  // Whoever is gone is told nothing any more.
  if (loaded) await tellCustomer(deps, disclosure, row, loaded);
}
