import type { LoadedCustomer, Ports } from '../ports.ts';
import type { RequestEntry } from './request.ts';
import { openEntry } from './sealed-words.ts';

/**
 * What was said in a customer's own request, for the customer's own eyes. Notes of staff are not the customer's to read.
 * @throws DomainError INTEGRITY_VIOLATION
 */
export async function ownWords(
  deps: Pick<Ports, 'sealing'>,
  { keyring }: LoadedCustomer,
  entry: RequestEntry,
): Promise<string | undefined> {
  if (entry.kind === 'NOTE' || entry.subjectId !== keyring.subjectId) return undefined;
  const sealing = await deps.sealing.ready(['content'], [keyring]);
  return openEntry(sealing, keyring, entry);
}
