import { DomainError } from '../lambda/domain/errors.ts';
import type { LoadedCustomer } from '../lambda/domain/ports/customers.ts';
import { type CorrespondentDetails, isCorrespondent } from '../lambda/domain/request/correspondent.ts';
import { ownWords } from '../lambda/domain/request/own-words.ts';
import type { CustomerRequest, RequestEntry } from '../lambda/domain/request/request.ts';
import { findSubject } from '../lambda/domain/request/require-request.ts';
import { openCorrespondent, openEntry } from '../lambda/domain/request/sealed-words.ts';
import type { ApiContext } from './context.ts';

/** A request as it is answered: the customer's own, opened by the customer; or as staff see it. */
export interface ShownRequest {
  readonly request: CustomerRequest;
  readonly own?: LoadedCustomer;
}

/** One thing said in it. */
export interface ShownEntry {
  readonly entry: RequestEntry;
  readonly own: LoadedCustomer | undefined;
}

/** What was said: to the customer at once, to staff through the value gate. */
export async function wordsOf({ entry, own }: ShownEntry, context: ApiContext): Promise<string | undefined> {
  const { viewer, ports, reveals } = context;
  if (viewer.kind !== 'staff') return own && ownWords(ports, own, entry);
  const subject = await findSubject(ports, entry.subjectId);
  if (!subject) return undefined;
  const { keyring } = subject;
  return reveals.load({
    keyring,
    dataClass: 'content',
    field: 'requestWords',
    view: 'value',
    writtenIn: entry.reference,
    open: (sealing) => openEntry(sealing, keyring, entry),
  }) as Promise<string>;
}

/** Who wrote, when that is no customer; through the value gate. */
export async function correspondentOf(
  { request: { subjectId, reference } }: ShownRequest,
  { ports, viewer, reveals }: ApiContext,
): Promise<CorrespondentDetails | undefined> {
  if (viewer.kind !== 'staff') throw new DomainError('FORBIDDEN');
  if (!isCorrespondent(subjectId)) return undefined;
  const correspondent = await ports.correspondents.load(subjectId);
  const keyring = correspondent && (await ports.sealing.loadKeyring(subjectId));
  if (!keyring) return undefined;
  return reveals.load({
    keyring,
    dataClass: 'contact',
    field: 'correspondent',
    view: 'value',
    // Who somebody says they are is a word of theirs, like the others.
    writtenIn: reference,
    open: (sealing) => openCorrespondent(sealing, keyring, correspondent),
  }) as Promise<CorrespondentDetails>;
}
