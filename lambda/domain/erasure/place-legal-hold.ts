import { type DataClass, dataClasses } from '../access.ts';
import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { oneOf } from '../input/choice.ts';
import { parseInput } from '../input/collect-issues.ts';
import { listOf } from '../input/list.ts';
import { message } from '../input/message.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import { once } from '../once.ts';
import type { Ports } from '../ports.ts';
import type { StaffViewer } from '../viewer.ts';
import { isErasing, type LegalHold } from './erasure.ts';
import { holdReasonAt, reasonClass } from './hold-reason.ts';

/** Names a legal hold. */
export type NamedLegalHold = { readonly customerId: string; readonly id: string };

const given = listOf(oneOf(dataClasses), dataClasses.length);

/**
 * The privacy officer keeps classes of a customer from being erased, because law demands it (L91 14): an authority's order, a dispute before a
 * court. Why is sealed. What is being erased already cannot be held any more.
 * @throws DomainError FORBIDDEN; input issues at `classes` and `why`; IN_THE_PAST at `until`; NOT_FOUND at `customerId`; ERASURE_UNDER_WAY
 */
export async function placeLegalHold(
  deps: Pick<
    Ports,
    | 'now'
    | 'random'
    | 'commit'
    | 'sealing'
    | 'blindIndex'
    | 'idempotency'
    | 'customers'
    | 'contactStates'
    | 'erasures'
    | 'legalHolds'
  >,
  viewer: StaffViewer,
  call: {
    readonly idempotencyKey: string;
    readonly customerId: string;
    readonly classes: readonly string[];
    readonly why: unknown;
    readonly until?: Date | null | undefined;
  },
): Promise<NamedLegalHold> {
  if (!viewer.roles.includes('privacy_officer')) throw new DomainError('FORBIDDEN');
  const { idempotencyKey, customerId } = call;
  const classes: readonly DataClass[] = [...new Set(parseInput(given, call.classes, ['classes']))];
  if (classes.length === 0) throw new DomainError('REQUIRED', ['classes']);
  const why = parseInput(message, call.why, ['why']);
  const until = call.until?.toISOString();
  const caller = `staff:${viewer.subject}`;
  const input = { customerId, classes, why, until: until ?? null };
  return once(deps, { caller, operation: 'placeLegalHold', idempotencyKey, input }, async () => {
    const now = deps.now();
    if (until !== undefined && until <= now.toISOString()) throw new DomainError('IN_THE_PAST', ['until']);
    const contact = await deps.contactStates.load(customerId);
    const [[loaded], erasure] = await Promise.all([
      deps.customers.load([customerId]),
      deps.erasures.load(customerId),
    ]);
    if (isErasing(erasure)) throw new DomainError('ERASURE_UNDER_WAY', ['customerId']);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    const { customer, keyring } = loaded;
    const sealing = await deps.sealing.ready([reasonClass(classes)], [keyring]);
    const id = mailIdAt(now, deps.random);
    const hold: LegalHold = {
      ...{ id, customerId, classes, placedAt: now.toISOString(), placedBy: viewer.subject, until },
      ...{ liftedAt: undefined, liftedBy: undefined, version: 1 },
      sealedWhy: sealing.seal(keyring, holdReasonAt({ id, classes }), why),
    };
    const keys = deps.sealing.saveKeyring(keyring);
    return {
      writes: [
        deps.legalHolds.put(undefined, hold),
        // An erasure that begins beside it comes before it or after.
        contact
          ? deps.contactStates.replace(contact, { ...contact, version: contact.version + 1 })
          : deps.customers.replace(customer, { ...customer, version: customer.version + 1 }),
        ...(keys ? [keys] : []),
      ],
      audit: [entryOf(viewer, { action: 'PLACE_LEGAL_HOLD', customerId, reference: id, fields: classes })],
      result: { customerId, id },
    };
  });
}
