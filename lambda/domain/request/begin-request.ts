import { law } from '../law.ts';
import { mailIdAt } from '../mail/mail-id.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { Language } from '../viewer.ts';
import { afterWorkingDays } from '../working-days.ts';
import { newReference } from './reference.ts';
import type {
  Attachment,
  CustomerRequest,
  EntryKind,
  Quarantine,
  RequestChannel,
  RequestEntry,
  RequestKind,
  RequestState,
} from './request.ts';
import { entryAt } from './sealed-words.ts';

type Deps = Pick<Ports, 'now' | 'random' | 'requests'>;
type Seal = Pick<ReadySealing, 'seal'>;

/**
 * A new request with its first words, sealed under the content key of the subject whose keyring it is. The caller commits the writes, beside
 * `saveKeyring` when sealing added a key. The first answer is due in two working days (D356 5).
 */
export function beginRequest(
  deps: Deps,
  sealing: Seal,
  keyring: Keyring,
  opening: {
    readonly kind: RequestKind;
    readonly channel: RequestChannel;
    readonly state?: RequestState;
    readonly language: Language;
    /** `customer:<id>`, `correspondent:<id>`, `staff:<subject>`. */
    readonly author: string;
    readonly words: string;
    readonly attachments?: readonly Attachment[];
    readonly isUnproven?: boolean;
    readonly quarantine?: Quarantine;
  },
): { readonly request: CustomerRequest; readonly entry: RequestEntry; readonly writes: readonly Write[] } {
  const { author, words, attachments = [], state = 'OPEN', ...facts } = opening;
  const now = deps.now();
  const request: CustomerRequest = {
    ...facts,
    reference: newReference(deps.random),
    subjectId: keyring.subjectId,
    state,
    version: 1,
    openedAt: now.toISOString(),
    answerDueAt: answerDue(now).toISOString(),
    answeredAt: state === 'ANSWERED' ? now.toISOString() : undefined,
    closedAt: undefined,
    assignee: undefined,
  };
  const { isUnproven = false } = facts;
  const said = { kind: 'MESSAGE', author, words, attachments, isUnproven } as const;
  const { entry, write } = addEntry(deps, sealing, keyring, request, said);
  return { request, entry, writes: [deps.requests.insert(request), write] };
}

/** One more thing said in a request, sealed. */
export function addEntry(
  deps: Deps,
  sealing: Seal,
  keyring: Keyring,
  { reference }: Pick<CustomerRequest, 'reference'>,
  said: {
    readonly kind: EntryKind;
    readonly author: string;
    readonly words: string;
    readonly attachments?: readonly Attachment[];
    readonly isUnproven?: boolean;
  },
): { readonly entry: RequestEntry; readonly write: Write } {
  const now = deps.now();
  const id = mailIdAt(now, deps.random);
  const { attachments = [], isUnproven = false } = said;
  const entry: RequestEntry = {
    id,
    reference,
    subjectId: keyring.subjectId,
    kind: said.kind,
    at: now.toISOString(),
    author: said.author,
    sealedWords: sealing.seal(keyring, entryAt(id), said.words),
    ...(attachments.length > 0 && { attachments }),
    ...(isUnproven && { isUnproven }),
  };
  return { entry, write: deps.requests.insertEntry(entry) };
}

/** When an answer to what came at an instant is due. */
export const answerDue = (from: Date): Date => afterWorkingDays(from, law.firstAnswer.workingDays);

/** The request as it is when its subject writes again: open, and the clock of its answer begins anew if it had been answered. */
export function reopened(request: CustomerRequest, now: Date): CustomerRequest {
  const { state, version, answerDueAt } = request;
  return {
    ...request,
    state: 'OPEN',
    version: version + 1,
    answerDueAt: state === 'ANSWERED' ? answerDue(now).toISOString() : answerDueAt,
  };
}
