import { entryOf } from '../audit/entry.ts';
import { requireByNumber } from '../customer/require-by-number.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { customerReference } from '../input/customer-reference.ts';
import { once, type Plan } from '../once.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import { milliseconds } from '../span.ts';
import type { ServiceViewer } from '../viewer.ts';
import { askedDecision } from './asked-decision.ts';
import { enqueueMail } from './enqueue-mail.ts';
import type { Mail } from './mail.ts';
import { type Notice, type NoticeKind, parseNotice } from './parse-notice.ts';
import { templates } from './templates.ts';

type Deps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'references'
  | 'customers'
  | 'contactStates'
  | 'consents'
  | 'policies'
  | 'outbox'
  | 'idempotency'
  | 'settings'
>;

/** Clocks of two systems differ by so much at most. */
const skewMilliseconds = milliseconds({ minutes: 5 });
const longestAheadMilliseconds = milliseconds({ days: 366 });

/** What is asked to be sent, and the customer's number. */
export interface NoticeCall extends Readonly<Partial<Record<NoticeKind, unknown>>> {
  readonly idempotencyKey: string;
  readonly customer: unknown;
  readonly sendAt?: Date | undefined;
}

/**
 * A service of CloudFly's sends one customer a mail for an operational purpose (P2.1, P2.2, P2.5), at once or at an instant within a year.
 * The gate is asked now, and again when sending begins. What it refuses now is kept as suppressed and answered as such: no error.
 * @throws DomainError those of `parseNotice`; input issues of `customer`; NOT_FOUND at `customer`; IN_THE_PAST, INVALID_FORMAT at `sendAt`
 */
export async function sendNotice(
  deps: Deps,
  viewer: ServiceViewer,
  call: NoticeCall,
): Promise<{ customerId: string; mailId: string }> {
  const { idempotencyKey, sendAt, ...input } = call;
  const number = parseInput(customerReference, input.customer, ['customer']);
  const notice = parseNotice(input, deps.settings.ownSites);
  const given = { number, notice, sendAt: sendAt?.toISOString() };
  const scope = {
    caller: `service:${viewer.clientId}`,
    operation: 'sendNotice',
    idempotencyKey,
    input: given,
  };
  return once(deps, scope, async () => {
    judgeSchedule(sendAt, deps.now());
    const customerId = await requireByNumber(deps, viewer, 'SEND_NOTICE', number);
    const contactState = await deps.contactStates.load(customerId);
    const [loaded] = await deps.customers.load([customerId]);
    if (!contactState || !loaded) throw new DomainError('NOT_FOUND', ['customer']);
    const subject = { contactState, customer: loaded.customer };
    const decision = await askedDecision(deps, subject, templates[notice.template].purpose);
    return planNotice(deps, viewer, { notice, loaded, decision, sendAt });
  });
}

function judgeSchedule(sendAt: Date | undefined, now: Date): void {
  if (sendAt === undefined) return;
  const ahead = sendAt.getTime() - now.getTime();
  if (ahead < -skewMilliseconds) throw new DomainError('IN_THE_PAST', ['sendAt']);
  if (!(ahead <= longestAheadMilliseconds)) throw new DomainError('INVALID_FORMAT', ['sendAt']);
}

async function planNotice(
  deps: Pick<Ports, 'now' | 'random' | 'outbox' | 'sealing'>,
  viewer: ServiceViewer,
  given: {
    readonly notice: Notice;
    readonly loaded: LoadedCustomer;
    readonly decision: Awaited<ReturnType<typeof askedDecision>>;
    readonly sendAt: Date | undefined;
  },
): Promise<Plan<{ customerId: string; mailId: string }>> {
  const { notice, loaded, decision, sendAt } = given;
  const { customer, keyring } = loaded;
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  const { mail } = enqueueMail(deps, sealing, keyring, {
    language: customer.language,
    filled: notice,
    requestedBy: `service:${viewer.clientId}`,
    requestId: viewer.requestId,
    decision,
  });
  const keys = deps.sealing.saveKeyring(keyring);
  const refusal = mail.state === 'SUPPRESSED' ? ({ outcome: 'REFUSED', code: decision.reason } as const) : {};
  const about = { customerId: customer.id, mailId: mail.id };
  return {
    writes: [deps.outbox.insert(scheduled(mail, sendAt)), ...(keys ? [keys] : [])],
    audit: [entryOf(viewer, { action: 'SEND_NOTICE', ...about, ...refusal })],
    result: about,
  };
}

/** Waiting begins at the instant asked for: only then does it count how long a mail has waited. */
function scheduled(mail: Mail, sendAt: Date | undefined): Mail {
  if (mail.state !== 'QUEUED' || sendAt === undefined || sendAt.toISOString() <= mail.queuedAt) return mail;
  const at = sendAt.toISOString();
  return { ...mail, queuedAt: at, dueAt: mail.dueAt !== undefined && mail.dueAt > at ? mail.dueAt : at };
}
