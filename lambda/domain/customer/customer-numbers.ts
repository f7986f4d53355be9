import { entryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { parseCustomerReference } from '../input/customer-reference.ts';
import { lookupRows, ownersOf } from '../lookup.ts';
import { once } from '../once.ts';
import { uncover } from '../pii.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { SealedAt } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { ServiceViewer } from '../viewer.ts';

/** A customer's number in one of CloudFly's systems. */
export interface CustomerNumber {
  readonly system: string;
  readonly number: string;
}

/** Where a number is sealed; its record is named by the current blind index. */
export const numberSealedAt = (recordId: string): SealedAt => ({
  dataClass: 'contact',
  kind: 'customerReference',
  recordId,
  revision: 1,
});

/**
 * A service links the number under which its system knows a customer. The number is looked up by a blind index and kept sealed: systems have
 * been known to use phone numbers as customer numbers.
 * @throws DomainError input issues, NOT_FOUND, REFERENCE_TAKEN
 */
export async function linkCustomerNumber(
  deps: Pick<
    Ports,
    'now' | 'random' | 'commit' | 'sealing' | 'blindIndex' | 'customers' | 'references' | 'idempotency'
  >,
  viewer: ServiceViewer,
  call: { idempotencyKey: string; customerId: string; system: unknown; number: unknown },
): Promise<{ customerId: string }> {
  const reference = parseCustomerReference({ system: call.system, number: call.number });
  const { idempotencyKey, customerId } = call;
  const scope = {
    caller: `service:${viewer.clientId}`,
    operation: 'linkCustomerReference',
    idempotencyKey,
    input: { ...reference, customerId },
  };
  return once(deps, scope, async () => {
    const [loaded] = await deps.customers.load([customerId]);
    if (!loaded) throw new DomainError('NOT_FOUND', ['customerId']);
    const index = await deps.blindIndex.ready();
    const sealing = await deps.sealing.ready(['contact'], [loaded.keyring]);
    const indexes = index.allOf('reference', `${reference.system} ${reference.number}`);
    const [id] = indexes;
    const sealed = sealing.seal(loaded.keyring, numberSealedAt(id), reference);
    const rows = lookupRows(index, 'REFERENCE', indexes, customerId);
    return {
      writes: deps.references.insert(rows, { customerId, id, sealed, linkedAt: deps.now() }),
      audit: [entryOf(viewer, { action: 'LINK_CUSTOMER_REFERENCE', outcome: 'ALLOWED', customerId })],
      result: { customerId },
    };
  });
}

/**
 * The customer whom a system knows by this number; undefined when none is linked. Who may ask can try numbers, so each question is
 * audited with what it found, before it is answered (P6.4).
 * @throws DomainError input issues
 */
export async function findByCustomerNumber(
  deps: Pick<Ports, 'blindIndex' | 'references' | 'commit'>,
  viewer: ServiceViewer,
  input: { system: unknown; number: unknown },
): Promise<string | undefined> {
  const customerId = await customerOfNumber(deps, parseCustomerReference(input));
  const facts = { action: 'LOOKUP', fields: ['customerNumbers'] } as const;
  await deps.commit([], [entryOf(viewer, { ...facts, ...(customerId ? { customerId } : {}) })]);
  return customerId;
}

/**
 * The same without an audit row of its own: for an act whose own row says whom it was about, or that there was nobody.
 */
export async function customerOfNumber(
  deps: Pick<Ports, 'blindIndex' | 'references'>,
  { system, number }: CustomerNumber,
): Promise<string | undefined> {
  const index = await deps.blindIndex.ready();
  const indexes = index.allOf('reference', `${system} ${number}`);
  return ownersOf(index, 'REFERENCE', await deps.references.find(indexes))[0];
}

/** The customer's own numbers, opened. */
export async function ownCustomerNumbers(
  deps: Pick<Ports, 'sealing' | 'references'>,
  { customer, keyring }: LoadedCustomer,
): Promise<readonly CustomerNumber[]> {
  const rows = await deps.references.ofCustomer(customer.id);
  if (rows.length === 0) return [];
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  return rows.map((row) =>
    parseCustomerReference(uncover(sealing.open(keyring, numberSealedAt(row.id), row.sealed))),
  );
}
