import { entryOf } from '../audit/entry.ts';
import type { AuditAction } from '../audit/row.ts';
import { isToDecide } from '../correction/is-to-decide.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { addEntry } from './begin-request.ts';
import type { NamedRequest } from './open-support-request.ts';
import type { CustomerRequest } from './request.ts';
import { requireRequest, requireSubject } from './require-request.ts';

type Deps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'customers'
  | 'correspondents'
  | 'requests'
  | 'corrections'
  | 'idempotency'
>;

export interface SteerCall {
  readonly idempotencyKey: string;
  readonly customerId: string;
  readonly reference: string;
}

/**
 * Says who works on a request: an employee by the subject of their token, or nobody.
 * @throws DomainError NOT_FOUND, INVALID_FORMAT at `assignee`, WRONG_STATE (closed)
 */
export async function assignRequest(
  deps: Deps,
  viewer: StaffViewer,
  call: SteerCall & { readonly assignee: string | null },
): Promise<NamedRequest> {
  const { assignee } = call;
  if (assignee !== null && !/^[\x21-\x7e]{1,128}$/.test(assignee))
    throw new DomainError('INVALID_FORMAT', ['assignee']);
  return steer(deps, viewer, call, {
    operation: 'assignRequest',
    action: 'ASSIGN_REQUEST',
    input: assignee,
    change: (request) => ({ ...request, assignee: assignee ?? undefined }),
  });
}

/**
 * A note for staff alone, sealed; the customer does not see it.
 * @throws DomainError NOT_FOUND, input issues of `note`, WRONG_STATE (closed)
 */
export async function addNote(
  deps: Deps,
  viewer: StaffViewer,
  call: SteerCall & { readonly note: unknown },
): Promise<NamedRequest> {
  const words = parseInput(message, call.note, ['note']);
  return steer(deps, viewer, call, {
    operation: 'addNote',
    action: 'ADD_NOTE',
    input: words,
    change: (request) => request,
    async also(request) {
      const { keyring } = await requireSubject(deps, request.subjectId);
      const sealing = await deps.sealing.ready(['content'], [keyring]);
      const said = { kind: 'NOTE', author: `staff:${viewer.subject}`, words } as const;
      const { write } = addEntry(deps, sealing, keyring, request, said);
      const keys = deps.sealing.saveKeyring(keyring);
      return keys ? [write, keys] : [write];
    },
  });
}

/**
 * Ends a request. Nothing that waits for an answer is closed without one, or for a decision on a correction (P4.2); feedback asks for none.
 * @throws DomainError NOT_FOUND, WRONG_STATE
 */
export async function closeRequest(deps: Deps, viewer: StaffViewer, call: SteerCall): Promise<NamedRequest> {
  return steer(deps, viewer, call, {
    operation: 'closeRequest',
    action: 'CLOSE_REQUEST',
    input: null,
    async change(request) {
      const isOpenFeedback = request.state === 'OPEN' && request.kind === 'FEEDBACK';
      if (request.state !== 'ANSWERED' && !isOpenFeedback)
        throw new DomainError('WRONG_STATE', ['reference']);
      if (await isToDecide(deps, request)) throw new DomainError('WRONG_STATE', ['reference']);
      return { ...request, state: 'CLOSED', closedAt: deps.now().toISOString() };
    },
  });
}

async function steer(
  deps: Deps,
  viewer: StaffViewer,
  { idempotencyKey, customerId, reference }: SteerCall,
  act: {
    readonly operation: string;
    readonly action: AuditAction;
    readonly input: string | null;
    change(request: CustomerRequest): CustomerRequest | Promise<CustomerRequest>;
    also?(request: CustomerRequest): Promise<readonly Write[]>;
  },
): Promise<NamedRequest> {
  const { operation, action } = act;
  const input = { customerId, reference, input: act.input };
  return once(deps, { caller: `staff:${viewer.subject}`, operation, idempotencyKey, input }, async () => {
    const request = await requireRequest(deps, customerId, reference);
    if (request.state === 'CLOSED') throw new DomainError('WRONG_STATE', ['reference']);
    const after = { ...(await act.change(request)), version: request.version + 1 };
    return {
      writes: [deps.requests.replace(request, after), ...((await act.also?.(request)) ?? [])],
      audit: [entryOf(viewer, { action, customerId, reference })],
      result: { subjectId: customerId, reference },
    };
  });
}
