import * as z from 'zod/mini';
import { message } from '../input/message.ts';
import { objectOf } from '../input/object.ts';
import { openShaped } from '../open-shaped.ts';
import type { Keyring, ReadySealing, SealedAt } from '../ports/sealing.ts';
import { languages } from '../viewer.ts';
import type { Incident, IncidentNotice } from './incident.ts';

const said = {
  /** What happened. */
  nature: z.string(),
  /** Where: the system, the place. */
  place: z.string(),
  /** Which organisations and persons have a part in it. */
  parties: z.string(),
  consequences: z.string(),
  /** What was done against it, and is to be. */
  measures: z.string(),
};
const words = z.object({
  ...said,
  /** Why the report was late, and under which number the authority took it. */
  lateReason: z.exactOptional(z.string()),
  receipt: z.exactOptional(z.string()),
  /** What came of it, or why it was none. */
  conclusion: z.exactOptional(z.string()),
});
/** The words of an incident, as the report tells them (L91 23; D356 28). */
export type IncidentWords = z.infer<typeof words>;

const noticeWords = z.record(z.enum(languages), z.string());
export type NoticeWords = z.infer<typeof noticeWords>;

const each = Object.fromEntries(Object.keys(said).map((name) => [name, message])) as Record<
  keyof typeof said,
  typeof message
>;
/** All of them, as an incident begins; some of them, to be said otherwise. */
export const givenWords = objectOf({ required: each });
export const changedWords = objectOf({ replaceable: each });
export const givenNotice = objectOf({ required: { vi: message, en: message } });

const wordsAt = (recordId: string, revision: number): SealedAt => ({
  dataClass: 'content',
  kind: 'incident',
  recordId,
  revision,
});
const noticeAt = (recordId: string, revision: number): SealedAt => ({
  ...wordsAt(recordId, revision),
  dataClass: 'contact',
});

type Seal = Pick<ReadySealing, 'seal'>;

export const sealIncidentWords = (
  sealing: Seal,
  keyring: Keyring,
  revision: number,
  value: IncidentWords,
): Pick<Incident, 'sealedWords' | 'wordsRevision'> => ({
  sealedWords: sealing.seal(keyring, wordsAt(keyring.subjectId, revision), value),
  wordsRevision: revision,
});

export const sealNoticeWords = (
  sealing: Seal,
  keyring: Keyring,
  revision: number,
  value: NoticeWords,
): Pick<IncidentNotice, 'sealedWords' | 'wordsRevision'> => ({
  sealedWords: sealing.seal(keyring, noticeAt(keyring.subjectId, revision), value),
  wordsRevision: revision,
});

/** @throws DomainError INTEGRITY_VIOLATION */
export function openIncidentWords(
  sealing: Pick<ReadySealing, 'open'>,
  keyring: Keyring,
  { id, sealedWords, wordsRevision }: Pick<Incident, 'id' | 'sealedWords' | 'wordsRevision'>,
): IncidentWords {
  return openShaped(words, sealing, keyring, wordsAt(id, wordsRevision), sealedWords);
}

/** @throws DomainError INTEGRITY_VIOLATION */
export function openNoticeWords(
  sealing: Pick<ReadySealing, 'open'>,
  keyring: Keyring,
  { sealedWords, wordsRevision }: IncidentNotice,
): NoticeWords {
  return openShaped(noticeWords, sealing, keyring, noticeAt(keyring.subjectId, wordsRevision), sealedWords);
}
