import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { type ActOfUseDeps, actOfUse, useReadings } from '../contact/act-of-use.ts';
import { ownCustomerId, requireCustomer } from '../customer/own-customer.ts';
import { parseInput } from '../input/collect-issues.ts';
import { emailAddress } from '../input/email-address.ts';
import { message } from '../input/message.ts';
import { organisationName } from '../input/name.ts';
import { objectOf } from '../input/object.ts';
import { once, type Plan } from '../once.ts';
import type { Counter } from '../ports/counters.ts';
import type { Ports } from '../ports.ts';
import { after } from '../span.ts';
import { type CustomerViewer, networkOf, type Viewer } from '../viewer.ts';
import { beginRequest } from './begin-request.ts';
import { correspondentIdOf, detailsAt } from './correspondent.ts';

type Deps = ActOfUseDeps &
  Pick<
    Ports,
    | 'commit'
    | 'blindIndex'
    | 'bindings'
    | 'customers'
    | 'requests'
    | 'correspondents'
    | 'counters'
    | 'idempotency'
  >;

/** What feedback is known by. `keptUntil` null: it stands with the customer's own record. */
export type SentFeedback = { readonly reference: string; readonly keptUntil: string | null };

const shape = objectOf({ required: { message }, optional: { name: organisationName, email: emailAddress } });
type Feedback = ReturnType<typeof parse>;
const parse = (input: unknown) => parseInput(shape, input);

/**
 * Feedback: of the signed-in customer, as a request of their own; of anybody else, who becomes a correspondent with keys of their own, kept
 * for a short time (P1.4). Visitors of one network can send a few in an hour.
 * @throws DomainError input issues, RATE_LIMITED (`feedbackPerHour`)
 */
export async function sendFeedback(
  deps: Deps,
  viewer: Viewer,
  call: { readonly idempotencyKey: string; readonly input: unknown },
): Promise<SentFeedback> {
  const feedback = parse(call.input);
  const customerId = viewer.kind === 'customer' ? await ownCustomerId(deps, viewer) : undefined;
  const { idempotencyKey } = call;
  // Visitors are known by their network alone: a key of one is nothing to those of another.
  const caller =
    customerId === undefined ? `visitor:${await networkIndexOf(deps, viewer)}` : `customer:${customerId}`;
  const scope = { caller, operation: 'sendFeedback', idempotencyKey, input: feedback };
  if (customerId === undefined || viewer.kind !== 'customer')
    return once(deps, scope, async () => {
      await deps.counters.take(await counterOf(deps, viewer), 1, 'RATE_LIMITED');
      return planOfVisitor(deps, viewer, feedback);
    });
  const plan = () => planOfCustomer(deps, viewer, customerId, feedback);
  return once(deps, scope, plan, useReadings);
}

/** Visitors are counted as they try, before anything is done for them; customers with what they send, which may be planned more than once. */
async function counterOf(deps: Pick<Ports, 'blindIndex' | 'now'>, viewer: Viewer): Promise<Counter> {
  const key = `feedback:${await networkIndexOf(deps, viewer)}`;
  return { key, limit: limits.feedbackPerHour, windowSeconds: 3600, now: deps.now() };
}

async function networkIndexOf(
  { blindIndex }: Pick<Ports, 'blindIndex'>,
  { origin }: Viewer,
): Promise<string> {
  return (await blindIndex.ready()).of('origin', networkOf(origin));
}

async function planOfCustomer(
  deps: Deps,
  viewer: CustomerViewer,
  customerId: string,
  { message: words }: Feedback,
): Promise<Plan<SentFeedback>> {
  const loaded = await requireCustomer(deps, customerId);
  const { customer, keyring } = loaded;
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  const author = `customer:${customerId}`;
  const opening = { kind: 'FEEDBACK', channel: 'PAGE', language: customer.language, author, words } as const;
  const { request, writes } = beginRequest(deps, sealing, keyring, opening);
  const added = await actOfUse(deps, viewer, loaded, 'sendFeedback', { isRequest: true });
  const counter = await counterOf(deps, viewer);
  const keys = deps.sealing.saveKeyring(keyring);
  const { reference } = request;
  return {
    writes: [
      deps.counters.add(counter, 1, 'RATE_LIMITED'),
      ...writes,
      ...added.writes,
      ...(keys ? [keys] : []),
    ],
    audit: [entryOf(viewer, { action: 'SEND_FEEDBACK', customerId, reference }), ...added.audit],
    result: { reference, keptUntil: null },
  };
}

async function planOfVisitor(
  deps: Deps,
  viewer: Viewer,
  { message: words, ...details }: Feedback,
): Promise<Plan<SentFeedback>> {
  const id = correspondentIdOf(deps.random.id());
  const keyring = deps.sealing.newKeyring(id);
  const sealing = await deps.sealing.ready(['content', 'contact'], [keyring]);
  const { language } = viewer;
  const now = deps.now();
  const keptUntil = after(now, { days: limits.correspondentDays });
  const sealedDetails = sealing.seal(keyring, detailsAt(id), details);
  const opening = {
    kind: 'FEEDBACK',
    channel: 'PAGE',
    language,
    author: `correspondent:${id}`,
    words,
  } as const;
  const { request, writes } = beginRequest(deps, sealing, keyring, opening);
  const keys = deps.sealing.saveKeyring(keyring);
  const { reference } = request;
  const record = { id, language, createdAt: now.toISOString(), keptUntil, sealedDetails };
  return {
    writes: [deps.correspondents.insert(record), ...writes, ...(keys ? [keys] : [])],
    audit: [
      { ...entryOf(viewer, { action: 'SEND_FEEDBACK', reference }), actor: { id: 'visitor', roles: [] } },
    ],
    result: { reference, keptUntil },
  };
}
