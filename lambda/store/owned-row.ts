import { DomainError } from '../domain/errors.ts';

/** A row of a customer's partition that says whose it is, so that it counts in no other. */
interface OwnedRow {
  readonly customerId: string;
}

/** What a row holds beside that. @throws DomainError INTEGRITY_VIOLATION when it is another customer's, moved or copied to this one */
export function ownedBy<T extends OwnedRow>(customerId: string, row: T): Omit<T, 'customerId'> {
  const { customerId: owner, ...held } = row;
  if (owner !== customerId) throw new DomainError('INTEGRITY_VIOLATION');
  return held;
}
