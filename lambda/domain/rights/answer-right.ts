import { type ActFacts, entryOf } from '../audit/entry.ts';
import type { AuditAction } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { addEntry } from '../request/begin-request.ts';
import type { CustomerRequest } from '../request/request.ts';
import type { StaffViewer } from '../viewer.ts';
import type { NamedRight } from './request-right.ts';
import type { RightsOutcome, RightsRequest } from './rights-request.ts';
import { withReason } from './sealed-reason.ts';

export type AnswerRightDeps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'customers'
  | 'requests'
  | 'rightsRequests'
  | 'outbox'
  | 'idempotency'
>;

export type AnswerRightCall = NamedRight & { readonly idempotencyKey: string; readonly reason: unknown };

/** What becomes of a request, and the rows that carry it out. */
export interface Answered {
  readonly after: Pick<RightsRequest, 'state'> & Partial<RightsRequest>;
  readonly outcome: RightsOutcome;
  readonly writes?: readonly Write[];
  /** What else the audit trail says of it. */
  readonly audit?: readonly ActFacts[];
}

/**
 * The privacy officer answers a request for a right: the reason is sealed with it, said in the request it is talked about in, and mailed
 * to the customer, which cannot be refused (P2.6).
 * @throws DomainError FORBIDDEN, input issues at `reason`, NOT_FOUND at `id`, and what `judge` throws
 */
export async function answerRight(
  deps: AnswerRightDeps,
  viewer: StaffViewer,
  call: AnswerRightCall,
  act: {
    readonly operation: string;
    readonly action: AuditAction;
    readonly input: unknown;
    judge(right: RightsRequest, loaded: LoadedCustomer): Answered | Promise<Answered>;
  },
): Promise<NamedRight> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  const { idempotencyKey, customerId, id } = call;
  const { operation, action } = act;
  const reason = parseInput(message, call.reason, ['reason']);
  const caller = `staff:${viewer.subject}`;
  const input = { customerId, id, reason, act: act.input };
  return once(deps, { caller, operation, idempotencyKey, input }, async () => {
    const [right, [loaded]] = await Promise.all([
      deps.rightsRequests.load(customerId, id),
      deps.customers.load([customerId]),
    ]);
    if (!right || !loaded) throw new DomainError('NOT_FOUND', ['id']);
    const { after, outcome, writes = [], audit = [] } = await act.judge(right, loaded);
    const { keyring } = loaded;
    const sealing = await deps.sealing.ready(['content', 'contact'], [keyring]);
    const changed = { ...right, ...after, version: right.version + 1 };
    const sealed = withReason(sealing, keyring, changed, reason);
    const told = await tell(deps, sealing, loaded, { right: sealed, outcome, reason, viewer });
    const keys = deps.sealing.saveKeyring(keyring);
    const { reference } = right;
    return {
      writes: [deps.rightsRequests.put(right, sealed), ...writes, ...told, ...(keys ? [keys] : [])],
      audit: [
        entryOf(viewer, { action, customerId, reference, fields: [right.right, outcome] }),
        ...audit.map((facts) => entryOf(viewer, facts)),
      ],
      result: { customerId, id },
    };
  });
}

/** The answer in the request, and the mail. */
async function tell(
  deps: AnswerRightDeps,
  sealing: ReadySealing,
  { customer, keyring }: LoadedCustomer,
  said: {
    readonly right: RightsRequest;
    readonly outcome: RightsOutcome;
    readonly reason: string;
    readonly viewer: StaffViewer;
  },
): Promise<readonly Write[]> {
  const { outcome, reason, viewer } = said;
  const { right, reference, dueAt } = said.right;
  const author = `staff:${viewer.subject}`;
  const variables = { right, outcome, reference, words: reason, until: dueAt };
  const mail = enqueueMail(deps, sealing, keyring, {
    language: customer.language,
    filled: { template: 'RIGHTS_ANSWER', variables },
    requestedBy: author,
    requestId: viewer.requestId,
  });
  const request = await deps.requests.load(customer.id, reference);
  if (!request) return [mail.write];
  const { write } = addEntry(deps, sealing, keyring, request, { kind: 'ANSWER', author, words: reason });
  const answered: CustomerRequest = {
    ...request,
    // One that was closed meanwhile stays closed; the answer is given all the same.
    state: request.state === 'CLOSED' ? 'CLOSED' : 'ANSWERED',
    version: request.version + 1,
    answeredAt: request.answeredAt ?? deps.now().toISOString(),
  };
  return [deps.requests.replace(request, answered), write, mail.write];
}
