import * as z from 'zod/mini';
import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import type { Job } from '../jobs/job.ts';
import type { JobStep } from '../jobs/work-on-job.ts';
import { type GatherDeps, gatherPackage, type PackagedCustomer } from '../package/gather-package.ts';
import { makePackage } from '../package/make-package.ts';
import { packageObject } from '../package/package-object.ts';
import { removeLeftovers } from '../package/remove-leftovers.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import { type AnnounceDeps, announceCustomers } from './announce-customers.ts';
import type { Refused } from './covering.ts';
import type { Disclosure } from './disclosure.ts';
import { moved } from './disclosure-moves.ts';
import {
  type BasisDeps,
  judgeBasis,
  judgeRecipient,
  keyFor,
  type Standing,
  stillStands,
} from './judge-basis.ts';
import { judgeCustomers } from './judge-customers.ts';
import { type StopDeps, stopping } from './stop-disclosure.ts';

type Deps = AnnounceDeps &
  GatherDeps &
  BasisDeps &
  StopDeps &
  Pick<Ports, 'recipientSealing' | 'signer' | 'settings' | 'inboundBucket'>;

const report = z.object({
  ...{ disclosureId: z.string(), about: z.string() },
  ...{ round: z._default(z.int(), 0), place: z._default(z.int(), 0) },
});

/**
 * Seals what was approved (P6.5): says whose fields are about to be given, page by page, in the audit trail and the customers' rows; then opens them,
 * seals one package for the recipient and puts it into the bucket; then says so, on the condition that the basis and the recipient are as they
 * were read. Goes on where it was killed, and of what was put before leaves one package. A basis that is gone ends the disclosure, or has an order
 * decided anew, and nothing of it leaves: what is approved then is another round, with a job of its own.
 */
export async function* sealDisclosure(deps: Deps, job: Job): AsyncGenerator<JobStep> {
  const begun = z.parse(report, job.report);
  const { disclosureId, round } = begun;
  const done = { report: { ...begun }, isDone: true };
  const disclosure = await deps.disclosures.load(disclosureId);
  if (disclosure?.state !== 'APPROVED' || disclosure.round !== round) {
    await removeLeftovers(deps, disclosureId);
    yield done;
    return;
  }
  const standing = await judge(deps, disclosure);
  if ('code' in standing) {
    await stop(deps, disclosure, standing.code);
    await removeLeftovers(deps, disclosureId);
    yield done;
    return;
  }
  const { customerIds } = disclosure;
  const atOnce = disclosure.basis.kind === 'LEGAL_ORDER' ? limits.disclosurePage : limits.disclosurePage / 2;
  for (let place = begun.place; place < customerIds.length; place += atOnce) {
    await announceCustomers(deps, disclosure, standing.recipient, customerIds.slice(place, place + atOnce));
    yield { report: { ...begun, place: place + atOnce }, isDone: false };
  }
  await reread({ STALE_REVISION: 3, PROCESSING_RESTRICTED: 3 }, () => seal(deps, begun));
  await removeLeftovers(deps, disclosureId);
  yield { report: { ...begun, place: customerIds.length }, isDone: true };
}

/** Everything is read again: whatever changed meanwhile is met here, or by the conditions of the transaction. */
async function seal(deps: Deps, { disclosureId, round }: z.infer<typeof report>): Promise<void> {
  const before = await deps.disclosures.load(disclosureId);
  if (before?.state !== 'APPROVED' || before.round !== round) return;
  const standing = await judge(deps, before);
  if ('code' in standing) return stop(deps, before, standing.code);
  const { customers, conditions, isAnyEmpty } = await gatherPackage(deps, before);
  // An order is answered even where there is nothing; otherwise nobody has anything, or nobody's basis is left.
  if (customers.length === 0 && before.basis.kind !== 'LEGAL_ORDER')
    return stop(deps, before, isAnyEmpty ? 'NOTHING_TO_GIVE' : 'NO_BASIS');
  const { made, bytes, keys } = await makePackage(deps, before, standing.recipient, customers);
  if (bytes.length > limits.packageBytes) return stop(deps, before, 'TOO_LONG');
  await deps.inboundBucket.putSealed(packageObject(before.id, made.digest), bytes);
  await requireStillGiven(deps, before, customers);
  const after = moved(before, 'SEALED', { package: made });
  const writes = [
    ...deps.disclosures.put(before, after),
    ...stillStands(deps, standing),
    ...conditions,
    ...keys,
  ];
  const { id: reference, fields } = before;
  const facts = { action: 'SEAL_DISCLOSURE', reference, fields } as const;
  await deps.commit(writes, [systemEntryOf('packages', deps.random.id(), facts)]);
}

/**
 * Those of an order are more than the conditions of one transaction: they are looked at once more, last of all. Whom it names is not erased
 * before the package has left (`hold-named.ts`), unless what was erased came back from a backup, and goes again.
 * @throws DomainError STALE_REVISION when one may not be given any more
 */
async function requireStillGiven(
  deps: Deps,
  disclosure: Disclosure,
  customers: readonly PackagedCustomer[],
): Promise<void> {
  if (disclosure.basis.kind !== 'LEGAL_ORDER') return;
  for (let from = 0; from < customers.length; from += limits.disclosurePage) {
    const ids = customers.slice(from, from + limits.disclosurePage).map(({ id }) => id);
    const states = (await deps.customers.heads(ids)).map((head) => head?.state);
    const standings = await judgeCustomers(deps, disclosure, ids, states);
    if (standings.some(({ cause }) => cause !== undefined)) throw new DomainError('STALE_REVISION');
  }
}

/** Another key than the one it was approved for has to be approved too: whoever did compared that one. */
async function judge(deps: BasisDeps, disclosure: Disclosure): Promise<Standing | Refused> {
  const standing = await judgeBasis(deps, disclosure);
  if ('code' in standing) return standing;
  if (keyFor(standing.recipient) !== disclosure.approvedKey)
    return { code: 'RECIPIENT_NOT_VERIFIED', path: ['recipientId'] };
  return judgeRecipient(standing.recipient, deps.now()) ?? standing;
}

/** Stops what cannot be sealed. */
async function stop(deps: Deps, before: Disclosure, cause: string): Promise<void> {
  const { after, also, entry } = await stopping(deps, before, { by: 'packages', cause });
  await deps.commit([...deps.disclosures.put(before, after), ...also], [entry]);
}
