import { isOpen, openPending } from '../contact/email-change.ts';
import { ownCustomerNumbers } from '../customer/customer-numbers.ts';
import { openDetails } from '../customer/open-details.ts';
import { DomainError } from '../errors.ts';
import { emailIndexForm } from '../input/email-address.ts';
import { lookupRows } from '../lookup.ts';
import type { IndexValues, ReadyBlindIndex, rotatingIndexKinds } from '../ports/blind-index.ts';
import type { Write } from '../ports/commit.ts';
import type { Ports } from '../ports.ts';
import { reread } from '../reread.ts';
import type { IndexRow, RotationPorts } from './rotation-ports.ts';

export type TendIndexesDeps = Pick<
  Ports,
  'commit' | 'sealing' | 'customers' | 'contactStates' | 'emailChanges' | 'references'
> &
  Pick<RotationPorts, 'indexRows' | 'keyTable'>;

type Kind = (typeof rotatingIndexKinds)[number];

/** Which indexes of a value are to be there, the current one first, and which not. */
export interface VersionedIndex {
  readonly ready: ReadyBlindIndex;
  readonly kept: (kind: Kind, value: string) => IndexValues;
  readonly gone: (kind: Kind, value: string) => readonly string[];
}

interface Indexed {
  readonly kind: Kind;
  readonly kept: IndexValues;
  readonly gone: readonly string[];
}

const again = { STALE_REVISION: 4, INTEGRITY_VIOLATION: 1 } as const;
/** Rows of one transaction, beside its conditions. */
const mostRows = 80;

/**
 * Brings everything that leads to a customer by a blind index under the versions that are to be there, from the sealed values. It is written
 * on the condition that neither the sealed contact details nor the contact state has changed since: who changes them does so under every
 * version in use. A customer without keys is nobody any more.
 * @throws DomainError INTEGRITY_VIOLATION when what is stored does not fit together
 */
export async function tendIndexes(
  deps: TendIndexesDeps,
  index: VersionedIndex,
  customerId: string,
): Promise<'MOVED' | 'AS_IT_IS'> {
  return reread(again, async () => {
    const contact = await deps.contactStates.load(customerId);
    const change = await deps.emailChanges.load(customerId);
    const [loaded] = await deps.customers.load([customerId]);
    if (!loaded) return 'AS_IT_IS';
    const { keyring } = loaded;
    const sealing = await deps.sealing.ready(['contact'], [keyring]);
    const details = openDetails(sealing, loaded, 'contact');
    if (!contact || !details) throw new DomainError('INTEGRITY_VIOLATION');
    const of = (kind: Kind, value: string): Indexed => ({
      kind,
      kept: index.kept(kind, value),
      gone: index.gone(kind, value),
    });
    const email = of('email', emailIndexForm(details.email));
    // Two halves of different times: the address has just been changed.
    if (!contact.emailIndexes.some((one) => [...email.kept, ...email.gone].includes(one)))
      throw new DomainError('INTEGRITY_VIOLATION');
    const numbers = await ownCustomerNumbers(deps, loaded);
    const values = [
      email,
      ...(details.phone === undefined ? [] : [of('phone', details.phone)]),
      ...numbers.map(({ system, number }) => of('reference', `${system} ${number}`)),
    ];
    const rows = await rowWrites(deps, index.ready, customerId, values);

    const isContactRight = same(contact.emailIndexes, email.kept);
    const more: Write[] = [];
    if (change?.sealed && isOpen(change)) {
      const pending = of('email', emailIndexForm(openPending(sealing, keyring, change).email));
      const { version } = change;
      if (!same(change.emailIndexes, pending.kept))
        more.push(
          deps.emailChanges.replace(change, { ...change, version: version + 1, emailIndexes: pending.kept }),
        );
    }
    if (isContactRight && rows.length + more.length === 0) return 'AS_IT_IS';

    const asRead = [deps.keyTable.unchangedClass(keyring, 'contact')];
    const unchanged = deps.contactStates.unchanged(contact);
    while (rows.length > mostRows) await deps.commit([...asRead, unchanged, ...rows.splice(0, mostRows)], []);
    const next = { ...contact, version: contact.version + 1, emailIndexes: email.kept };
    const state = isContactRight ? unchanged : deps.contactStates.replace(contact, next);
    await deps.commit([...asRead, state, ...more, ...rows], []);
    return 'MOVED';
  });
}

/** A value that is known by some row under one version is known by it under all that are to be there, and under no other. */
async function rowWrites(
  deps: Pick<RotationPorts, 'indexRows'>,
  ready: ReadyBlindIndex,
  customerId: string,
  values: readonly Indexed[],
): Promise<Write[]> {
  const under = (kind: Kind) =>
    values.filter((value) => value.kind === kind).flatMap(({ kept, gone }) => [...kept, ...gone]);
  const found = await deps.indexRows.find(customerId, {
    email: under('email'),
    phone: under('phone'),
    reference: under('reference'),
  });
  const put = (row: IndexRow): Write => {
    const { kind, index } = row;
    const [lookup] =
      kind === 'PHONE' || kind === 'REFERENCE' ? lookupRows(ready, kind, [index], customerId) : [];
    return deps.indexRows.put(customerId, row, lookup?.vouch);
  };
  return values.flatMap(({ kept, gone }) => {
    const mine = found.filter(({ index }) => kept.includes(index) || gone.includes(index));
    const kinds = [...new Set(mine.map(({ kind }) => kind))];
    return kinds.flatMap((kind) => {
      const rows = mine.filter((row) => row.kind === kind);
      const [model] = rows;
      const missing = kept.filter((index) => !rows.some((row) => row.index === index));
      return [
        ...(model ? missing.map((index) => put({ ...model, index })) : []),
        ...rows
          .filter(({ index }) => gone.includes(index))
          .map((row) => deps.indexRows.remove(customerId, row)),
      ];
    });
  });
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, n) => text === other[n]);
