import { entryOf } from '../audit/entry.ts';
import type { AuditAction } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { ServiceViewer } from '../viewer.ts';
import { type CustomerNumber, customerOfNumber } from './customer-numbers.ts';

/**
 * The customer whom an act of a service names by number. A try that finds nobody is audited as well: who may ask can try numbers (P6.4).
 * @throws DomainError NOT_FOUND at `customer`
 */
export async function requireByNumber(
  deps: Pick<Ports, 'blindIndex' | 'references' | 'commit'>,
  viewer: ServiceViewer,
  action: AuditAction,
  number: CustomerNumber,
): Promise<string> {
  const customerId = await customerOfNumber(deps, number);
  if (customerId !== undefined) return customerId;
  const facts = { action, outcome: 'REFUSED', code: 'NOT_FOUND', fields: ['customerNumbers'] } as const;
  await deps.commit([], [entryOf(viewer, facts)]);
  throw new DomainError('NOT_FOUND', ['customer']);
}
