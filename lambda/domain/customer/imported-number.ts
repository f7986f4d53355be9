import { lookupRows, ownersOf } from '../lookup.ts';
import { uncover } from '../pii.ts';
import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { type CustomerNumber, numberSealedAt } from './customer-numbers.ts';

/**
 * The writes by which an imported customer is known by its number. What the row said is kept beside it as a digest, sealed: so a
 * row that comes again is told from another of the same number.
 */
export function importedNumberWrites(
  deps: Pick<Ports, 'references' | 'now'>,
  ready: { readonly index: ReadyBlindIndex; readonly sealing: ReadySealing; readonly keyring: Keyring },
  reference: CustomerNumber,
  rowDigest: string,
): readonly Write[] {
  const { index, sealing, keyring } = ready;
  const customerId = keyring.subjectId;
  const indexes = index.allOf('reference', `${reference.system} ${reference.number}`);
  const [id] = indexes;
  const sealed = sealing.seal(keyring, numberSealedAt(id), { ...reference, rowDigest });
  const rows = lookupRows(index, 'REFERENCE', indexes, customerId);
  return deps.references.insert(rows, { customerId, id, sealed, linkedAt: deps.now() });
}

/** Whom a number names, and the digest of the row that brought them. Undefined when the number is free. */
export async function importedBefore(
  deps: Pick<Ports, 'sealing' | 'references' | 'customers'>,
  index: ReadyBlindIndex,
  { system, number }: CustomerNumber,
): Promise<{ readonly customerId: string; readonly rowDigest: string | undefined } | undefined> {
  const indexes = index.allOf('reference', `${system} ${number}`);
  const [customerId] = ownersOf(index, 'REFERENCE', await deps.references.find(indexes));
  if (customerId === undefined) return undefined;
  const [loaded] = await deps.customers.load([customerId]);
  if (!loaded) return { customerId, rowDigest: undefined };
  const sealing = await deps.sealing.ready(['contact'], [loaded.keyring]);
  // By what was sealed: a row is named by the index that its number had when it was linked.
  const known = (await deps.references.ofCustomer(customerId))
    .map((row) => uncover(sealing.open(loaded.keyring, numberSealedAt(row.id), row.sealed)))
    .map((opened) => opened as CustomerNumber & { rowDigest?: string })
    .find((opened) => opened.system === system && opened.number === number);
  return { customerId, rowDigest: known?.rowDigest };
}
