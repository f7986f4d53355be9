import { entryOf } from '../audit/entry.ts';
import { sealedOrigin } from '../consent/sealed-origin.ts';
import { DomainError } from '../errors.ts';
import { oneOf } from '../input/choice.ts';
import { parseInput } from '../input/collect-issues.ts';
import { listOf } from '../input/list.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { type ContactChannel, contactChannels, refusablePurposes } from '../purposes.ts';
import { mayBeReference } from '../request/judge-reference.ts';
import { claimsRequest } from '../request/reference.ts';
import type { StaffViewer } from '../viewer.ts';
import { type RefuseDeps, refusalReadings, refuse } from './refuse.ts';

export interface RecordRefusalCall {
  readonly idempotencyKey: string;
  readonly customerId: string;
  /** Undefined: every purpose that can be refused. */
  readonly purposes: readonly string[] | undefined;
  readonly channels: readonly ContactChannel[];
  readonly ticket: string;
}

const purposesOf = listOf(oneOf(refusablePurposes, 'UNKNOWN_PURPOSE'), refusablePurposes.length);
const channelsOf = listOf(oneOf(contactChannels), contactChannels.length);

/**
 * Support writes down what a customer refused by calling or writing, with the ticket it was said in (P2.6). It needs nobody's approval and
 * waits for nothing.
 * @throws DomainError TICKET_REQUIRED, UNKNOWN_PURPOSE (storage is no mail), REQUIRED (an empty list refuses nothing), NOT_FOUND
 */
export async function recordRefusal(
  deps: RefuseDeps &
    Pick<Ports, 'sealing' | 'blindIndex' | 'idempotency' | 'commit' | 'settings' | 'requests'>,
  viewer: StaffViewer,
  call: RecordRefusalCall,
): Promise<{ customerId: string }> {
  const { idempotencyKey, customerId, ...input } = call;
  const actor = `staff:${viewer.subject}`;
  const scope = { caller: actor, operation: 'recordRefusal', idempotencyKey, input: canonical(call) };
  const plan = async () => {
    const { purposes, channels, ticket } = parse(deps, input);
    const [loaded] = await deps.customers.load([customerId]);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    // What was refused in a request that was closed since is refused all the same.
    if (claimsRequest(ticket) && !(await deps.requests.load(customerId, ticket)))
      throw new DomainError('TICKET_REQUIRED', ['ticket']);
    const evidence = await sealedOrigin(deps, loaded.keyring, viewer.origin);
    const refused = await refuse(deps, {
      customerId,
      purposes,
      channels,
      path: 'STAFF',
      actor,
      requestId: viewer.requestId,
      reference: ticket,
      entry: entryOf(viewer, { action: 'RECORD_REFUSAL', customerId, reference: ticket }),
      sealed: evidence.sealed,
    });
    return { ...refused, writes: [...refused.writes, ...evidence.keys()] };
  };
  return once(deps, scope, plan, refusalReadings);
}

const canonical = ({ customerId, purposes, channels, ticket }: RecordRefusalCall) => ({
  customerId,
  purposes: purposes ?? null,
  channels,
  ticket,
});

function parse(
  { settings }: Pick<Ports, 'settings'>,
  input: Pick<RecordRefusalCall, 'purposes' | 'channels' | 'ticket'>,
) {
  const ticket = input.ticket.trim();
  if (!mayBeReference(settings, ticket)) throw new DomainError('TICKET_REQUIRED', ['ticket']);
  if (input.purposes?.length === 0) throw new DomainError('REQUIRED', ['purposes']);
  if (input.channels.length === 0) throw new DomainError('REQUIRED', ['channels']);
  const purposes =
    input.purposes === undefined ? 'ALL' : [...new Set(parseInput(purposesOf, input.purposes, ['purposes']))];
  const channels = [...new Set(parseInput(channelsOf, input.channels, ['channels']))];
  return { ticket, channels, purposes } as const;
}
