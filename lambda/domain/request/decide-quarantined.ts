import { limits } from '../../declared/limits.ts';
import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../input/collect-issues.ts';
import { message } from '../input/message.ts';
import { once } from '../once.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { dateAfter } from '../span.ts';
import type { StaffViewer } from '../viewer.ts';
import { addEntry, answerDue } from './begin-request.ts';
import { isCorrespondent, unlessOver } from './correspondent.ts';
import type { NamedRequest } from './open-support-request.ts';
import type { CustomerRequest, Quarantine } from './request.ts';
import { requireRequest, requireSubject } from './require-request.ts';
import type { SteerCall } from './steer-request.ts';

type Deps = Pick<
  Ports,
  | 'now'
  | 'random'
  | 'commit'
  | 'sealing'
  | 'blindIndex'
  | 'customers'
  | 'correspondents'
  | 'contactStates'
  | 'requests'
  | 'idempotency'
>;

/**
 * What waited in quarantine is worked on from now on, like any other request: it is answered in two working days from the decision, and its
 * reference opens what others open, unless nothing proves who sent it (P3.6).
 * @throws DomainError NOT_FOUND, WRONG_STATE (not in quarantine), ADDRESS_HELD (the customer was not reached yet)
 */
export async function releaseQuarantined(
  deps: Deps,
  viewer: StaffViewer,
  call: SteerCall,
): Promise<NamedRequest> {
  return decide(deps, viewer, call, undefined);
}

/**
 * What waited in quarantine is worked on by nobody. Why is noted, sealed, for staff alone. Until it is swept, its words can be read under its
 * own reference, and nothing else can (P3.6).
 * @throws DomainError input issues of `reason`, NOT_FOUND, WRONG_STATE (not in quarantine), ADDRESS_HELD (the customer was not reached yet)
 */
export async function discardQuarantined(
  deps: Deps,
  viewer: StaffViewer,
  call: SteerCall & { readonly reason: unknown },
): Promise<NamedRequest> {
  return decide(deps, viewer, call, parseInput(message, call.reason, ['reason']));
}

/** @param reason why it is discarded; undefined: it is released */
async function decide(
  deps: Deps,
  viewer: StaffViewer,
  { idempotencyKey, customerId: subjectId, reference }: SteerCall,
  reason: string | undefined,
): Promise<NamedRequest> {
  const caller = `staff:${viewer.subject}`;
  const operation = reason === undefined ? 'releaseQuarantined' : 'discardQuarantined';
  const input = { subjectId, reference, reason: reason ?? null };
  return once(deps, { caller, operation, idempotencyKey, input }, async () => {
    const request = await requireRequest(deps, subjectId, reference);
    const { quarantine, state } = request;
    if (state !== 'QUARANTINED' || !quarantine) throw new DomainError('WRONG_STATE', ['reference']);
    const stands = await requireStanding(deps, subjectId, reason === undefined);
    const note = reason === undefined ? [] : await noteWrites(deps, viewer, request, reason);
    const action = reason === undefined ? 'RELEASE_QUARANTINED' : 'DISCARD_QUARANTINED';
    return {
      writes: [
        deps.requests.replace(request, decided(deps, viewer, request, quarantine, reason)),
        stands,
        ...note,
      ],
      audit: [entryOf(viewer, { action, customerId: subjectId, reference })],
      result: { subjectId, reference },
    };
  });
}

function decided(
  deps: Pick<Ports, 'now'>,
  { subject }: StaffViewer,
  request: CustomerRequest,
  { cause }: Quarantine,
  reason: string | undefined,
): CustomerRequest {
  const now = deps.now();
  const decidedAt = now.toISOString();
  const version = request.version + 1;
  const by = { cause, decidedAt, decidedBy: subject };
  return reason === undefined
    ? {
        ...request,
        version,
        state: 'OPEN',
        answerDueAt: answerDue(now).toISOString(),
        quarantine: { ...by, decision: 'RELEASED' },
      }
    : {
        ...request,
        version,
        state: 'CLOSED',
        closedAt: decidedAt,
        quarantine: { ...by, decision: 'DISCARDED' },
      };
}

/**
 * While the address is held nobody has asked the customer what is theirs. Holds while that stays so. A correspondent has no address that could
 * be held, and is to be kept still; released, what they wrote is kept as long as anybody's, from now on.
 * @throws DomainError ADDRESS_HELD at `reference`, NOT_FOUND at `customerId`
 */
async function requireStanding(
  deps: Pick<Ports, 'now' | 'contactStates' | 'correspondents'>,
  subjectId: string,
  isReleased: boolean,
): Promise<Write> {
  const until = dateAfter(deps.now(), { days: limits.correspondentDays });
  if (isCorrespondent(subjectId))
    return unlessOver(
      isReleased ? deps.correspondents.keep(subjectId, until) : deps.correspondents.exists(subjectId),
    );
  const contact = await deps.contactStates.load(subjectId);
  if (!contact) throw new DomainError('NOT_FOUND', ['customerId']);
  if (contact.isHeld) throw new DomainError('ADDRESS_HELD', ['reference']);
  return deps.contactStates.unchanged(contact);
}

async function noteWrites(
  deps: Deps,
  { subject }: StaffViewer,
  request: CustomerRequest,
  words: string,
): Promise<readonly Write[]> {
  const { keyring } = await requireSubject(deps, request.subjectId);
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  const said = { kind: 'NOTE', author: `staff:${subject}`, words } as const;
  const { write } = addEntry(deps, sealing, keyring, request, said);
  const keys = deps.sealing.saveKeyring(keyring);
  return keys ? [write, keys] : [write];
}
