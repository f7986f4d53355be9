import * as z from 'zod/mini';
import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { dataClasses } from '../access.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { changedJob } from '../jobs/job.ts';
import { afresh } from '../jobs/queue-job.ts';
import type { Write } from '../ports/commit.ts';
import type { LedgerEntry } from '../ports/erasures.ts';
import type { Ports } from '../ports.ts';
import { type Erasure, isErasing } from './erasure.ts';
import { erasureJob, lookAt } from './erasure-job.ts';
import type { ErasurePorts } from './erasure-ports.ts';

export type ReplayErasureDeps = Pick<
  Ports,
  'now' | 'random' | 'commit' | 'erasures' | 'jobs' | 'customers' | 'contactStates' | 'log'
> &
  Pick<ErasurePorts, 'keyShredding'>;

const erasureFacts = z.object({
  classes: z.array(z.enum(dataClasses)),
  left: z.array(z.enum(dataClasses)),
  held: z._default(z.array(z.enum(dataClasses)), []),
  cause: z.string(),
  suppresses: z.optional(z.literal('ADDRESS')),
});

/**
 * Begins an erasure of the ledger again, from its first step, where the tables do not know of it or its keys are there again. Done twice it
 * does nothing the second time.
 * @returns UNKNOWN: it says what this version of the product does not know
 */
export async function replayErasure(
  deps: ReplayErasureDeps,
  entry: LedgerEntry,
  by: string,
): Promise<'BEGUN' | 'STANDS' | 'UNKNOWN'> {
  const { customerId, id } = entry;
  const facts = erasureFacts.safeParse(entry.facts);
  if (!facts.success) return 'UNKNOWN';
  const { classes, left, held, cause, suppresses } = facts.data;
  const known = await deps.erasures.find(customerId, id);
  if (isErasing(known)) return 'STANDS';
  const isWhole = left.length === 0;
  if (known && !(await isBack(deps, known))) return 'STANDS';
  deps.log.error(alarmingLogLines.ledgerBehind.event, { customerId });
  const now = deps.now();
  const anew: Erasure = {
    ...{ id, customerId, classes, left, held: known?.held ?? held, cause },
    ...{ step: 'LEDGER', version: (known?.version ?? 0) + 1, startedAt: entry.at },
    ...{ suppressesAddress: suppresses !== undefined, dueAt: lookAt(now), doneAt: undefined },
    ...{ identityProvider: undefined, certifiableAt: undefined, certifiedAt: undefined },
    certificate: undefined,
  };
  const job = erasureJob(anew, `system:${by}`, now);
  const earlier = known && (await deps.jobs.load(job.id));
  const entryOfReplay = systemEntryOf(by, deps.random.id(), {
    action: 'REPLAY_LEDGER',
    customerId,
    reference: id,
    fields: classes,
  });
  await deps.commit(
    [
      ...deps.erasures.put(known, anew),
      ...(earlier ? [deps.jobs.replace(earlier, changedJob(earlier, afresh(now)))] : deps.jobs.insert(job)),
      ...(isWhole ? await closedGate(deps, customerId) : []),
    ],
    [entryOfReplay],
  );
  return 'BEGUN';
}

/** Whether keys that were destroyed are there again. Whoever keeps a part, and is not going, may have new ones of it. */
async function isBack(
  deps: Pick<ReplayErasureDeps, 'keyShredding' | 'customers'>,
  { customerId, classes, left }: Pick<Erasure, 'customerId' | 'classes' | 'left'>,
): Promise<boolean> {
  const there = await deps.keyShredding.classes(customerId);
  if (!there.some((one) => classes.includes(one))) return false;
  return left.length === 0 || (await deps.customers.record(customerId))?.state === 'ERASING';
}

/** The gate of a customer who is back, closed at once. */
async function closedGate(
  deps: Pick<ReplayErasureDeps, 'customers' | 'contactStates'>,
  customerId: string,
): Promise<readonly Write[]> {
  const [contact, customer] = await Promise.all([
    deps.contactStates.load(customerId),
    deps.customers.record(customerId),
  ]);
  return [
    ...(contact
      ? [
          deps.contactStates.replace(contact, {
            ...contact,
            version: contact.version + 1,
            isRestricted: true,
          }),
        ]
      : []),
    ...(customer
      ? [deps.customers.replace(customer, { ...customer, state: 'ERASING', version: customer.version + 1 })]
      : []),
  ];
}
