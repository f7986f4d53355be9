import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { type ActOfUseDeps, actOfUse, type UseAdded, useReadings } from '../contact/act-of-use.ts';
import { requireOwnCustomerId } from '../customer/own-customer.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { CustomerViewer, StaffViewer } from '../viewer.ts';
import { beginRequest } from './begin-request.ts';
import type { RequestChannel } from './request.ts';

export type OpenRequestDeps = ActOfUseDeps &
  Pick<Ports, 'commit' | 'blindIndex' | 'bindings' | 'customers' | 'requests' | 'idempotency' | 'counters'>;

export interface OpenRequestCall {
  readonly idempotencyKey: string;
  readonly message: unknown;
  /** Of staff alone: for whom, and how it came. */
  readonly customerId?: string | undefined;
  readonly channel?: RequestChannel | undefined;
}

/** Names a request. */
export type NamedRequest = { readonly subjectId: string; readonly reference: string };

/**
 * A customer asks for support by page, or staff write down what one asked for by phone or chat (P2.2). What was said is sealed.
 * @throws DomainError input issues of `message`, NOT_REGISTERED, REQUIRED at `customerId`, INVALID_FORMAT at `channel`, NOT_FOUND, RATE_LIMITED
 */
export async function openSupportRequest(
  deps: OpenRequestDeps,
  viewer: CustomerViewer | StaffViewer,
  call: OpenRequestCall,
): Promise<NamedRequest> {
  const words = parseInput(message, call.message, ['message']);
  const { channel, customerId } = await whose(deps, viewer, call);
  const author = viewer.kind === 'staff' ? `staff:${viewer.subject}` : `customer:${customerId}`;
  const { idempotencyKey } = call;
  const input = { customerId, channel, words };
  const scope = { caller: author, operation: 'openSupportRequest', idempotencyKey, input };
  const plan = async () => {
    const [loaded] = await deps.customers.load([customerId]);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    const { customer, keyring } = loaded;
    const sealing = await deps.sealing.ready(['content'], [keyring]);
    const opening = { kind: 'SUPPORT', channel, language: customer.language, author, words } as const;
    const { request, writes } = beginRequest(deps, sealing, keyring, opening);
    const added: Pick<UseAdded, 'writes' | 'audit'> =
      viewer.kind === 'staff'
        ? { writes: [], audit: [] }
        : await actOfUse(deps, viewer, loaded, 'openSupportRequest', { isRequest: true });
    const keys = deps.sealing.saveKeyring(keyring);
    const counter = {
      key: `requests:${author}`,
      limit: limits.requestsPerHour,
      windowSeconds: 3600,
      now: deps.now(),
    };
    const { reference } = request;
    return {
      writes: [
        ...(viewer.kind === 'staff' ? [] : [deps.counters.add(counter, 1, 'RATE_LIMITED')]),
        ...writes,
        ...added.writes,
        ...(keys ? [keys] : []),
      ],
      audit: [entryOf(viewer, { action: 'OPEN_REQUEST', customerId, reference }), ...added.audit],
      result: { subjectId: customerId, reference },
    };
  };
  return once(deps, scope, plan, useReadings);
}

/** Staff name the customer and how the request came; a customer is oneself, on the page. */
async function whose(
  deps: Pick<Ports, 'blindIndex' | 'bindings'>,
  viewer: CustomerViewer | StaffViewer,
  { customerId, channel }: OpenRequestCall,
): Promise<{ readonly customerId: string; readonly channel: RequestChannel }> {
  if (viewer.kind === 'staff') {
    if (customerId === undefined) throw new DomainError('REQUIRED', ['customerId']);
    if (channel !== 'PHONE' && channel !== 'CHAT') throw new DomainError('INVALID_FORMAT', ['channel']);
    return { customerId, channel };
  }
  const own = await requireOwnCustomerId(deps, viewer);
  if (customerId !== undefined && customerId !== own) throw new DomainError('NOT_FOUND', ['customerId']);
  if (channel !== undefined && channel !== 'PAGE') throw new DomainError('INVALID_FORMAT', ['channel']);
  return { customerId: own, channel: 'PAGE' };
}
