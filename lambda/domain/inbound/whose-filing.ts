import { limits } from '../../declared/limits.ts';
import type { AuditEntry } from '../audit/row.ts';
import { type NoteDeps, noteRequest } from '../contact/note-signals.ts';
import { DomainError } from '../errors.ts';
import { normaliseText } from '../input/text.ts';
import type { Write } from '../ports/commit.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { type CorrespondentDetails, detailsAt } from '../request/correspondent.ts';
import { after } from '../span.ts';
import type { Language } from '../viewer.ts';
import type { ToFile } from './file-for-subject.ts';
import { languageOf } from './language-of.ts';
import { freshCorrespondentOf } from './names-of-mail.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { plainAddress } from './sender-of.ts';
import { cut } from './words-of.ts';

export type WhoseDeps = NoteDeps &
  Pick<Ports, 'now' | 'random' | 'sealing' | 'contactStates' | 'correspondents'>;

/** Whose request a mail becomes, and what goes with that into its transaction. */
export interface Whose {
  readonly keyring: Keyring;
  readonly language: Language;
  readonly author: string;
  /** Undefined: a correspondent. */
  readonly customerId: string | undefined;
  /** Until when a correspondent is kept. */
  readonly keptUntil: string | undefined;
  readonly audit: readonly AuditEntry[];
  /** Rows of the subject itself, and conditions on it. */
  writes(sealing: Pick<ReadySealing, 'seal'>): readonly Write[];
}

export async function whoseFiling(deps: WhoseDeps, given: ToFile): Promise<Whose> {
  const { sender, filing, mail, by } = given;
  if (filing.subject === 'CUSTOMER' && sender.kind === 'CUSTOMER') {
    const { loaded, contact } = sender;
    const { id, language } = loaded.customer;
    const noting = { contact, language, by, requestId: mail.id };
    const noted = filing.counts
      ? await noteRequest(deps, noting)
      : { writes: [], audit: [], cause: undefined };
    // Judged by a contact state that is still so: an address that was held or changed meanwhile is judged again.
    const still = noted.cause === undefined ? [deps.contactStates.unchanged(contact)] : [];
    return {
      keyring: loaded.keyring,
      language,
      author: `customer:${id}`,
      customerId: id,
      keptUntil: undefined,
      audit: noted.audit,
      writes: () => [...still, ...noted.writes],
    };
  }
  if (filing.subject === 'CORRESPONDENT' && sender.kind === 'CORRESPONDENT') {
    const { keyring, language, subjectId, keptUntil } = sender;
    return {
      ...{ keyring, language, keptUntil, customerId: undefined, audit: [] },
      author: `correspondent:${subjectId}`,
      writes: () => [deps.correspondents.exists(subjectId)],
    };
  }
  if (filing.subject !== 'FRESH') throw new DomainError('INTEGRITY_VIOLATION');
  return freshCorrespondent(deps, given);
}

/** Somebody whom nobody was before; known again by the address only where that is proven. */
function freshCorrespondent(deps: WhoseDeps, { parsed, filing, mail }: ToFile): Whose {
  const id = freshCorrespondentOf(mail);
  const keyring = deps.sealing.newKeyring(id);
  const language = languageOf(parsed);
  const now = deps.now();
  const days = filing.quarantine === undefined ? limits.correspondentDays : limits.quarantineDays;
  const keptUntil = after(now, { days });
  const isKnownAgain = filing.quarantine === undefined && !filing.isUnproven;
  return {
    ...{ keyring, language, keptUntil, customerId: undefined, audit: [] },
    author: `correspondent:${id}`,
    writes(sealing) {
      const sealedDetails = sealing.seal(keyring, detailsAt(id), detailsOf(parsed));
      const record = { id, language, createdAt: now.toISOString(), keptUntil, sealedDetails };
      return [
        deps.correspondents.insert(record),
        ...(isKnownAgain ? deps.correspondents.insertAddress(mail.fromIndexes ?? [], record) : []),
      ];
    },
  };
}

/** Who they say they are: the first address that is one, and its name. */
function detailsOf({ from }: ParsedMail): CorrespondentDetails {
  const named = from.find(({ address }) => plainAddress(address) !== undefined) ?? from[0];
  const email = named && plainAddress(named.address);
  const name = cut(normaliseText((named?.name ?? '').toWellFormed()), longestName);
  return { ...(name !== '' && { name }), ...(email !== undefined && { email }) };
}

const longestName = 200;
