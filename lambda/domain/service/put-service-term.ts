import { entryOf } from '../audit/entry.ts';
import { requireByNumber } from '../customer/require-by-number.ts';
import { DomainError } from '../errors.ts';
import { notRepeated, suppressed } from '../mail/transitions.ts';
import { once, type Plan } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { ServiceViewer } from '../viewer.ts';
import { type NextNotice, noticeAfter, noticeOwed } from './next-notice.ts';
import { type GivenTerm, parseServiceTerm } from './parse-service-term.ts';
import { productEnds } from './product-ends.ts';
import { sealName } from './service-name.ts';
import type { ServiceTerm } from './service-term.ts';

type Deps = Pick<
  Ports,
  | 'now'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'references'
  | 'customers'
  | 'contactStates'
  | 'serviceTerms'
  | 'outbox'
  | 'idempotency'
>;

/** A term as it stands: codes and instants alone. */
export type PutTerm = {
  readonly product: string;
  readonly expiresAt: string;
  /** When the customer is told of its end next; null when no more. */
  readonly nextNoticeAt: string | null;
};

/**
 * A service tells until when a customer has it: first, renewed, or ended (P2.3). One transaction: the term with its next notice, when the
 * products end that the gate and campaigns know of, and the end of a notice that would now be wrong: one whose sending has not begun is not
 * sent, and one that may have been sent is not sent again.
 * A term put as it stands changes nothing.
 * @throws DomainError input issues, NOT_FOUND at `customer`, IN_THE_PAST at `expiresAt` for a term that never was
 */
export async function putServiceTerm(
  deps: Deps,
  viewer: ServiceViewer,
  call: {
    idempotencyKey: string;
    customer: unknown;
    serviceRef: unknown;
    product: unknown;
    expiresAt: unknown;
  },
): Promise<PutTerm> {
  const { idempotencyKey, ...input } = call;
  const given = parseServiceTerm(input);
  const scope = {
    caller: `service:${viewer.clientId}`,
    operation: 'putServiceTerm',
    idempotencyKey,
    input: given,
  };
  return once(deps, scope, async () => planTerm(deps, viewer, given));
}

async function planTerm(deps: Deps, viewer: ServiceViewer, given: GivenTerm): Promise<Plan<PutTerm>> {
  const customerId = await requireByNumber(deps, viewer, 'PUT_SERVICE_TERM', given.customer);
  // The contact state first: what is read after it can only be newer, and then nothing is committed.
  const contact = await deps.contactStates.load(customerId);
  const [loaded] = await deps.customers.load([customerId]);
  if (!contact || !loaded) throw new DomainError('NOT_FOUND', ['customer']);
  const { id, before } = await findTerm(deps, customerId, given.serviceRef);
  const { product, expiresAt } = given;
  const now = deps.now();
  if (!before && expiresAt <= now.toISOString()) throw new DomainError('IN_THE_PAST', ['expiresAt']);
  const audit = (mailId?: string) => [
    entryOf(viewer, { action: 'PUT_SERVICE_TERM', customerId, ...(mailId !== undefined && { mailId }) }),
  ];
  if (before?.product === product && before.expiresAt === expiresAt)
    return { writes: [], audit: audit(), result: putTerm(before) };

  const { keyring } = loaded;
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  const cancelled = before && (await cancelWaiting(deps, before));
  const version = (before?.version ?? 0) + 1;
  const after: ServiceTerm = {
    id,
    customerId,
    product,
    sealedName: sealName(sealing, keyring, { id, version }, { serviceRef: given.serviceRef }),
    expiresAt,
    version,
    nextNotice: (cancelled && owedAgain(expiresAt, now)) ?? noticeAfter(expiresAt, now),
    lastMailId: cancelled ? undefined : before?.lastMailId,
  };
  const products = await productEnds(deps, contact, before, after);
  const keys = deps.sealing.saveKeyring(keyring);
  return {
    writes: [
      deps.serviceTerms.put(before, after),
      deps.contactStates.replace(contact, { ...contact, products, version: contact.version + 1 }),
      ...(cancelled ? [cancelled] : []),
      ...(keys ? [keys] : []),
    ],
    audit: audit(cancelled && before?.lastMailId),
    result: putTerm(after),
  };
}

/** The term of this name; the id that a new one has. */
async function findTerm(
  deps: Pick<Ports, 'blindIndex' | 'serviceTerms'>,
  customerId: string,
  serviceRef: string,
): Promise<{ id: string; before: ServiceTerm | undefined }> {
  const ids = (await deps.blindIndex.ready()).allOf('service', `${customerId} ${serviceRef}`);
  for (const id of ids) {
    const before = await deps.serviceTerms.load(customerId, id);
    if (before) return { id, before };
  }
  return { id: ids[0], before: undefined };
}

/** Ends the notice queued last, if it is still to be sent: for the first time, or once more because nobody knows what became of it. */
async function cancelWaiting(
  deps: Pick<Ports, 'outbox'>,
  { customerId, lastMailId }: ServiceTerm,
): Promise<Write | undefined> {
  const mail = lastMailId === undefined ? undefined : await deps.outbox.load(customerId, lastMailId);
  if (mail?.state === 'QUEUED') return deps.outbox.replace(mail, suppressed(mail, 'TERM_CHANGED'));
  const isToRepeat = mail?.state === 'UNCERTAIN' && mail.dueAt !== undefined;
  return isToRepeat ? deps.outbox.replace(mail, notRepeated(mail, 'TERM_CHANGED')) : undefined;
}

/** A notice that was cancelled leaves its customer untold, as far as anybody knows: the new one comes at once, where one is owed. */
function owedAgain(expiresAt: string, now: Date): NextNotice | undefined {
  const days = noticeOwed(expiresAt, now);
  return days === undefined ? undefined : { days, dueAt: now.toISOString() };
}

const putTerm = ({ product, expiresAt, nextNotice }: ServiceTerm): PutTerm => ({
  product,
  expiresAt,
  nextNoticeAt: nextNotice?.dueAt ?? null,
});
