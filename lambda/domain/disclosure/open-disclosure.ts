import { hash } from 'node:crypto';
import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import { requireRecipient } from '../recipient/require-recipient.ts';
import type { StaffViewer } from '../viewer.ts';
import { dueAtOf } from './answer-clock.ts';
import { basisOf } from './basis-of.ts';
import { placeOf } from './covering.ts';
import type { Disclosure } from './disclosure.ts';
import { disclosureIdAt } from './disclosure-id.ts';
import type { UninvolvedDeps } from './involvement.ts';
import { judgeAnybody } from './judge-anybody.ts';
import { judgeBasis, stillStands } from './judge-basis.ts';
import type { JudgeCustomersDeps } from './judge-customers.ts';
import { judgeReceived } from './judge-received.ts';
import { nothingYet } from './nothing-yet.ts';
import { type GivenDisclosure, namedCustomers, parseDisclosure } from './parse-disclosure.ts';
import { fieldsNamed, isPaidFor, refuseConsideration } from './refuse-consideration.ts';
import { requireCustomers } from './require-customers.ts';
import { requireUninvolved } from './require-uninvolved.ts';
import { wordsAt } from './sealed-words.ts';

export type OpenDeps = UninvolvedDeps &
  JudgeCustomersDeps &
  Pick<
    Ports,
    | 'now'
    | 'random'
    | 'commit'
    | 'sealing'
    | 'blindIndex'
    | 'customers'
    | 'erasures'
    | 'recipients'
    | 'commitments'
    | 'disclosures'
    | 'inboundBucket'
    | 'idempotency'
  >;

/**
 * Opens a disclosure request (P1.6, P6.5): for whom, on which basis, for what, which fields of which customers, and when it was received: an
 * authority's clock runs from there (L116 25; D333 16(3)), whoever opens it late. Nothing is opened or sealed by this, and the recipient may still
 * have to be verified.
 * @throws DomainError input issues; CONSIDERATION_REFUSED at `consideration`, which is in the audit trail (P1.7); NOT_FOUND at `recipientId` and
 *   `customerIds`, INVOLVED and ADDRESS_NOT_VERIFIED there, WRONG_STATE at `recipientId` for one that was revoked, NO_BASIS there, at `purpose`, and at `customerIds` where without an order none of them can be
 *   given, SCOPE_TOO_WIDE at the place in `fields`; IN_THE_FUTURE and IN_THE_PAST at `receivedAt`, IN_THE_PAST at `order.deadline`, IN_THE_PAST and TOO_FAR
 *   at `order.withheldUntil`
 */
export async function openDisclosure(
  deps: OpenDeps,
  viewer: StaffViewer,
  call: GivenDisclosure & {
    readonly idempotencyKey: string;
    /** Undefined for what is no customer's id. */
    readonly customerIds: readonly (string | undefined)[];
  },
): Promise<{ disclosureId: string }> {
  const { idempotencyKey } = call;
  const caller = `staff:${viewer.subject}`;
  const scope = { caller, operation: 'openDisclosure', idempotencyKey, input: comparable(call) };
  return once(deps, scope, async () => {
    if (isPaidFor(call.consideration)) {
      const fields = fieldsNamed(call.fields);
      await refuseConsideration(deps, entryOf(viewer, { action: 'OPEN_DISCLOSURE', fields }));
    }
    const given = parseDisclosure(call);
    const named = requireIds(call.customerIds);
    const customerIds = namedCustomers(named, [], given.order !== undefined);
    const now = deps.now();
    judgeReceived(call, now);
    const recipient = await requireRecipient(deps, call.recipientId);
    if (recipient.state === 'REVOKED') throw new DomainError('WRONG_STATE', ['recipientId']);
    await requireUninvolved(deps, viewer, customerIds, ['customerIds']);
    await requireCustomers(deps, named, given.order !== undefined);
    const id = disclosureIdAt(now, deps.random);
    const keyring = deps.sealing.newKeyring(id);
    const sealing = await deps.sealing.ready(['content'], [keyring]);
    const { urgencyClaimedBy: claimedBy } = given;
    const basis = await basisOf(deps, { keyring, sealing }, recipient, given, call);
    const disclosure: Disclosure = {
      ...nothingYet,
      id,
      recipientId: recipient.id,
      basis,
      purpose: given.purpose,
      fields: given.fields,
      customerIds,
      state: 'OPENED',
      version: 1,
      receivedAt: call.receivedAt.toISOString(),
      urgency:
        claimedBy === undefined
          ? undefined
          : { sealedClaimedBy: sealing.seal(keyring, wordsAt(id, 'claimedBy'), claimedBy) },
      dueAt: dueAtOf(recipient, call, given),
      openedAt: now.toISOString(),
      openedBy: viewer.subject,
    };
    const standing = await judgeBasis(deps, disclosure);
    if ('code' in standing) throw new DomainError(standing.code, placeOf(standing, call.fields));
    const nobody = await judgeAnybody(deps, disclosure);
    if (nobody) throw new DomainError(nobody.code, nobody.path);
    const save = deps.sealing.saveKeyring(keyring);
    const keys = save ? [save] : [];
    return {
      writes: [...deps.disclosures.put(undefined, disclosure), ...stillStands(deps, standing), ...keys],
      audit: [entryOf(viewer, { action: 'OPEN_DISCLOSURE', fields: given.fields, reference: id })],
      result: { disclosureId: id },
    };
  });
}

/** @throws DomainError NOT_FOUND at `customerIds`, with the first that is none */
function requireIds(ids: readonly (string | undefined)[]): readonly string[] {
  return ids.map((id, n) => {
    if (id === undefined) throw new DomainError('NOT_FOUND', ['customerIds', String(n)]);
    return id;
  });
}

/** What tells one call from another: instants as texts, the document as its digest. */
const comparable = ({
  idempotencyKey: _,
  receivedAt,
  order,
  ...rest
}: GivenDisclosure & { readonly idempotencyKey: string }) => ({
  ...rest,
  receivedAt: receivedAt.toISOString(),
  order: order && {
    ...order,
    document: hash('sha256', String(order.document)),
    deadline: order.deadline?.toISOString(),
    withheldUntil: order.withheldUntil?.toISOString(),
  },
});
