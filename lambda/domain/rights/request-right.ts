import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { refusalReadings } from '../contact/refuse.ts';
import { requireCustomer, requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { isBlank } from '../input/parser.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { beginRequest } from '../request/begin-request.ts';
import type { CustomerViewer } from '../viewer.ts';
import { type Asking, type AtOnce, askedRight } from './asked-right.ts';
import { wentToProcessor } from './right-clock.ts';
import { rightWords } from './right-words.ts';
import { isErasure, isUnderWay, type Right } from './rights-request.ts';

export type RequestRightDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'bindings'
  | 'customers'
  | 'contactStates'
  | 'requests'
  | 'rightsRequests'
  | 'disclosures'
  | 'outbox'
  | 'idempotency'
  | 'counters'
>;

export interface RightCall {
  readonly idempotencyKey: string;
  /** In the customer's own words; none need be given. */
  readonly why?: unknown;
  /** For an erasure: nobody is to bring the address back. */
  readonly suppressAddress?: boolean | null | undefined;
}
/** Names a rights request. */
export type NamedRight = { readonly customerId: string; readonly id: string };

/**
 * The signed-in customer asks for a right (D356 5). It gets its clock and a request of its own, in which it is talked about and which
 * `x-reference` takes; what the product carries out by itself holds with it, and the customer is told by a mail. It gives way to nobody:
 * it is planned again for as long as something else changes beside it.
 * @throws DomainError NOT_REGISTERED, input issues at `why`, RATE_LIMITED, ERASURE_UNDER_WAY once an erasure was granted, ERASURE_ASKED
 *   for another while one waits for its decision, and what carrying it out throws
 */
export async function requestRight(
  deps: RequestRightDeps,
  viewer: CustomerViewer,
  call: RightCall,
  act: {
    readonly operation: string;
    readonly right: Right;
    carryOut(asking: Asking): AtOnce | Promise<AtOnce>;
  },
): Promise<NamedRight> {
  const { operation, right } = act;
  const why = isBlank(call.why) ? undefined : parseInput(message, call.why, ['why']);
  const customerId = await requireOwnCustomerId(deps, viewer);
  const author = `customer:${customerId}`;
  const suppressAddress = isErasure({ right }) && call.suppressAddress === true;
  const asked = suppressAddress ? { why: why ?? null, suppressAddress } : (why ?? null);
  const scope = { caller: author, operation, idempotencyKey: call.idempotencyKey, input: asked };
  const plan = async () => {
    const asking = await read(deps, customerId, right);
    const { loaded, sealing, contact, now } = asking;
    const { keyring, customer } = loaded;
    const done = await act.carryOut(asking);
    const { language } = customer;
    const words = why ?? rightWords[right][language];
    const state = done.state === 'ASKED' ? 'OPEN' : 'ANSWERED';
    const opening = { kind: 'RIGHTS', channel: 'PAGE', language, author, words, state } as const;
    const { request, writes } = beginRequest(deps, sealing, keyring, opening);
    const { reference, answerDueAt } = request;
    const named = { id: mailIdAt(now, deps.random), right, reference, answerDueAt };
    const row = { ...askedRight(asking, done, named), ...(suppressAddress && { suppressesAddress: true }) };
    const mail = enqueueMail(deps, sealing, keyring, {
      language,
      filled: { template: 'RIGHTS_ANSWER', variables: { right, reference, until: row.dueAt, ...done.mail } },
      requestedBy: author,
      requestId: viewer.requestId,
    });
    const counter = { key: `requests:${author}`, limit: limits.requestsPerHour, windowSeconds: 3600, now };
    const keys = deps.sealing.saveKeyring(keyring);
    const next = { ...(done.contact ?? contact), version: contact.version + 1 };
    const facts = { action: 'REQUEST_RIGHT', customerId, reference, fields: [right] } as const;
    return {
      writes: [
        deps.counters.add(counter, 1, 'RATE_LIMITED'),
        ...writes,
        deps.rightsRequests.put(undefined, row),
        ...(done.contactWritten ? [] : [deps.contactStates.replace(contact, next)]),
        ...(done.writes ?? []),
        mail.write,
        ...(keys ? [keys] : []),
      ],
      audit: [entryOf(viewer, facts), ...(done.audit ?? [])],
      result: { customerId, id: row.id },
    };
  };
  return once(deps, scope, plan, refusalReadings);
}

async function read(deps: RequestRightDeps, customerId: string, right: Right): Promise<Asking> {
  const now = deps.now();
  const loaded = await requireCustomer(deps, customerId);
  // The contact state first: an erasure that is granted after it is met when this is committed.
  const contact = await deps.contactStates.load(customerId);
  const [earlier, throughProcessor] = await Promise.all([
    deps.rightsRequests.ofCustomer(customerId),
    wentToProcessor(deps, customerId),
  ]);
  if (!contact) throw new DomainError('NOT_REGISTERED');
  // One erasure is enough; once it is granted nothing else is begun.
  const erasure = earlier.find((one) => isErasure(one) && isUnderWay(one));
  if (erasure?.state === 'GRANTED') throw new DomainError('ERASURE_UNDER_WAY');
  if (erasure && isErasure({ right })) throw new DomainError('ERASURE_ASKED');
  const sealing = await deps.sealing.ready(['content', 'contact'], [loaded.keyring]);
  return { loaded, contact, sealing, throughProcessor, now };
}
