import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { type ActOfUseDeps, actOfUse, useReadings } from '../contact/act-of-use.ts';
import { requireCustomer, requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { once, type Plan } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer, StaffViewer } from '../viewer.ts';
import { addEntry, reopened } from './begin-request.ts';
import { unlessOver } from './correspondent.ts';
import type { NamedRequest } from './open-support-request.ts';
import type { CustomerRequest } from './request.ts';
import { requireRequest, requireSubject } from './require-request.ts';

type Deps = ActOfUseDeps &
  Pick<
    Ports,
    | 'commit'
    | 'blindIndex'
    | 'bindings'
    | 'customers'
    | 'correspondents'
    | 'requests'
    | 'counters'
    | 'idempotency'
  >;

export interface ReplyCall {
  readonly idempotencyKey: string;
  readonly reference: string;
  readonly message: unknown;
  /** Of staff alone: whose request it is. */
  readonly customerId?: string | undefined;
}

/**
 * One more word in a request. The customer's opens it again when it had been answered; that of staff is the answer, and is mailed as one,
 * which cannot be refused (P2.6). A correspondent is answered at the address they gave, if they gave one (P3.1).
 * @throws DomainError input issues of `message`, NOT_FOUND, WRONG_STATE (closed or quarantined), RATE_LIMITED (`requestsPerHour`, of the customer alone)
 */
export async function replyToRequest(
  deps: Deps,
  viewer: CustomerViewer | StaffViewer,
  call: ReplyCall,
): Promise<NamedRequest> {
  const words = parseInput(message, call.message, ['message']);
  const { idempotencyKey, reference } = call;
  const subjectId = viewer.kind === 'staff' ? call.customerId : await requireOwnCustomerId(deps, viewer);
  if (subjectId === undefined) throw new DomainError('REQUIRED', ['customerId']);
  const caller = viewer.kind === 'staff' ? `staff:${viewer.subject}` : `customer:${subjectId}`;
  const input = { subjectId, reference, words };
  const scope = { caller, operation: 'replyToRequest', idempotencyKey, input };
  const plan = async () => {
    const request = await requireRequest(deps, subjectId, reference);
    if (request.state === 'CLOSED' || request.state === 'QUARANTINED')
      throw new DomainError('WRONG_STATE', ['reference']);
    return viewer.kind === 'staff'
      ? planAnswer(deps, viewer, request, words)
      : planMessage(deps, viewer, request, words);
  };
  return viewer.kind === 'staff' ? once(deps, scope, plan) : once(deps, scope, plan, useReadings);
}

async function planMessage(
  deps: Deps,
  viewer: CustomerViewer,
  request: CustomerRequest,
  words: string,
): Promise<Plan<NamedRequest>> {
  const { subjectId, reference } = request;
  const loaded = await requireCustomer(deps, subjectId);
  const { keyring } = loaded;
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  const author = `customer:${subjectId}`;
  const said = { kind: 'MESSAGE', author, words } as const;
  const { write } = addEntry(deps, sealing, keyring, request, said);
  const added = await actOfUse(deps, viewer, loaded, 'replyToRequest', { isRequest: true });
  const keys = deps.sealing.saveKeyring(keyring);
  const now = deps.now();
  const counter = { key: `requests:${author}`, limit: limits.requestsPerHour, windowSeconds: 3600, now };
  return {
    writes: [
      deps.counters.add(counter, 1, 'RATE_LIMITED'),
      deps.requests.replace(request, reopened(request, now)),
      write,
      ...added.writes,
      ...(keys ? [keys] : []),
    ],
    audit: [
      entryOf(viewer, { action: 'REPLY_TO_REQUEST', customerId: subjectId, reference }),
      ...added.audit,
    ],
    result: { subjectId, reference },
  };
}

async function planAnswer(
  deps: Deps,
  viewer: StaffViewer,
  request: CustomerRequest,
  words: string,
): Promise<Plan<NamedRequest>> {
  const { subjectId, reference } = request;
  const { loaded, correspondent, keyring } = await requireSubject(deps, subjectId);
  const sealing = await deps.sealing.ready(['content', 'contact'], [keyring]);
  const author = `staff:${viewer.subject}`;
  const { write } = addEntry(deps, sealing, keyring, request, { kind: 'ANSWER', author, words });
  const { mail, write: mailRow } = enqueueMail(deps, sealing, keyring, {
    language: loaded?.customer.language ?? request.language,
    filled: {
      template: 'REQUEST_ANSWER',
      variables: { reference, answer: words, ...(correspondent && { keptUntil: correspondent.keptUntil }) },
    },
    requestedBy: author,
    requestId: viewer.requestId,
  });
  const keys = deps.sealing.saveKeyring(keyring);
  const answered: CustomerRequest = {
    ...request,
    state: 'ANSWERED',
    version: request.version + 1,
    answeredAt: request.answeredAt ?? deps.now().toISOString(),
  };
  const facts = { customerId: subjectId, reference, mailId: mail.id };
  // Nothing is added to what is being removed.
  const kept = correspondent ? [unlessOver(deps.correspondents.exists(subjectId))] : [];
  return {
    writes: [deps.requests.replace(request, answered), write, mailRow, ...kept, ...(keys ? [keys] : [])],
    audit: [entryOf(viewer, { action: 'REPLY_TO_REQUEST', ...facts })],
    result: { subjectId, reference },
  };
}
