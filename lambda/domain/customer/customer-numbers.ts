import { entryOf } from '../audit/entry.ts';
import { parseCustomerReference } from '../input/customer-reference.ts';
import { ownersOf } from '../lookup.ts';
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
