import * as z from 'zod/mini';
import type { DataClass } from '../access.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { mailIdOf } from '../mail/mail-id.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import type { AffectedSubject, Incident, IncidentNotice } from './incident.ts';
import { type NoticeWords, openNoticeWords } from './incident-words.ts';

const shape = z.object({
  incidentId: z.string(),
  round: z.int(),
  isWhole: z.boolean(),
  after: z.exactOptional(z.string()),
});
/** Customers of one piece of work: their records and keys are one batch. */
const page = 25;

type Deps = Pick<
  Ports,
  'now' | 'random' | 'commit' | 'sealing' | 'incidents' | 'customers' | 'outbox' | 'log'
>;
interface Telling {
  readonly incident: Pick<Incident, 'id' | 'classes' | 'discoveredAt'> & { readonly notice: IncidentNotice };
  readonly words: NoticeWords;
}

/**
 * The job that tells those affected: a page at a time, each with a mail whose id follows from the incident and the customer, so that nobody
 * gets two, whoever repeats what. Correspondents and customers who are gone, or going, get none; their rows say so. It is a duty: the gate lets
 * it go whatever was refused, restricted or held, and stops it at an address that does not work or was never confirmed. That all were told is said
 * by the one that began after the final count alone.
 */
export async function* mailAffected(deps: Deps, job: Job): AsyncGenerator<JobStep> {
  let report = shape.parse(job.report);
  const { incidentId, round } = report;
  const incident = await deps.incidents.load(incidentId);
  const keyring = await deps.sealing.loadKeyring(incidentId);
  if (incident?.round !== round || !incident.notice || !keyring) return yield { report, isDone: true };
  const { notice } = incident;
  const words = openNoticeWords(await deps.sealing.ready(['contact'], [keyring]), keyring, notice);
  const telling: Telling = { incident: { ...incident, notice }, words };
  for (let isLast = false; !isLast; ) {
    const { items, hasNextPage } = await deps.incidents.affected(incidentId, round, page, report.after);
    await tellEach(deps, telling, items.map(({ node }) => node).filter(isUntold));
    const after = items.at(-1)?.cursor;
    isLast = !hasNextPage || after === undefined;
    if (after !== undefined) report = { ...report, after };
    yield { report, isDone: false };
  }
  if (report.isWhole) await settle(deps, { incidentId, round, notice });
  yield { report, isDone: true };
}

const isUntold = ({ mailId, notToldBecause }: AffectedSubject): boolean =>
  mailId === undefined && notToldBecause === undefined;

async function tellEach(deps: Deps, telling: Telling, untold: readonly AffectedSubject[]): Promise<void> {
  if (untold.length === 0) return;
  const loaded = await deps.customers.load(untold.map(({ subjectId }) => subjectId));
  for (const [place, subject] of untold.entries())
    await reread({ STALE_REVISION: 3 }, () => tell(deps, telling, subject, loaded[place]));
}

/** One who is being erased is no longer written to, and no key is made where one was destroyed. */
const isGoing = ({ customer: { state, blobs } }: LoadedCustomer): boolean =>
  state === 'ERASING' || blobs.contact === undefined;

/** The mail, the row that names it and the audit row, in one transaction. */
async function tell(
  deps: Deps,
  { incident, words }: Telling,
  { incidentId, round, subjectId }: AffectedSubject,
  customer: LoadedCustomer | undefined,
): Promise<void> {
  const [before] = await deps.incidents.loadAffected(incidentId, round, [subjectId]);
  if (!before || !isUntold(before)) return;
  const version = before.version + 1;
  const untold = (notToldBecause: string) =>
    deps.commit([deps.incidents.putAffected(before, { ...before, version, notToldBecause })], []);
  if (!customer || isGoing(customer)) return untold('NO_CUSTOMER');
  const keyring = await deps.sealing.loadKeyring(subjectId);
  if (!keyring) return untold('NO_KEYS');
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  const { language } = customer.customer;
  const { notice, classes, discoveredAt } = incident;
  const requestId = deps.random.id();
  const { mail, write } = enqueueMail(deps, sealing, keyring, {
    id: mailIdOf(new Date(discoveredAt), 'INCIDENT_NOTICE', incidentId, subjectId),
    language,
    filled: {
      template: 'INCIDENT_NOTICE',
      variables: { discoveredAt, classes: [...classes] as DataClass[], words: words[language] },
    },
    requestedBy: `staff:${notice.by}`,
    requestId,
  });
  const after = { ...before, version, mailId: mail.id };
  const keys = deps.sealing.saveKeyring(keyring);
  const facts = { action: 'NOTIFY_OF_INCIDENT', customerId: subjectId, reference: incidentId } as const;
  try {
    await deps.commit(
      [deps.incidents.putAffected(before, after), write, ...(keys ? [keys] : [])],
      [systemEntryOf('jobs', requestId, { ...facts, mailId: mail.id })],
    );
  } catch (error) {
    // The mail is there already: of an earlier window of the same incident.
    const isThere = error instanceof DomainError && error.code === 'STALE_REVISION';
    if (!isThere || (await deps.outbox.load(subjectId, mail.id)) === undefined) throw error;
    await deps.commit([deps.incidents.putAffected(before, after)], []);
  }
}

/** Says that those of a window were told, unless there is another window, or other words, since. */
async function settle(
  deps: Deps,
  told: { readonly incidentId: string; readonly round: number; readonly notice: IncidentNotice },
): Promise<void> {
  const { incidentId, round, notice } = told;
  await reread({ STALE_REVISION: 3 }, async () => {
    const before = await deps.incidents.load(incidentId);
    if (before?.round !== round || before.notice?.at !== notice.at || before.notifiedAt !== undefined) return;
    const after = { ...before, notifiedAt: deps.now().toISOString(), version: before.version + 1 };
    await deps.commit(deps.incidents.put(before, after), []);
  });
}
