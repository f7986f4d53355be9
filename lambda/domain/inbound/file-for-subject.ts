import type { AuditEntry } from '../audit/row.ts';
import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { Write } from '../ports/commit.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import { addEntry, beginRequest, reopened } from '../request/begin-request.ts';
import type { CustomerRequest } from '../request/request.ts';
import { type AnswerDeps, automaticAnswer } from './automatic-answer.ts';
import type { InboundSender } from './find-sender.ts';
import type { InboundMail } from './inbound-mail.ts';
import type { Filing } from './judge-inbound.ts';
import { keepFiles, namedFiles, withoutVirus } from './keep-files.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { filedKeysOf, threadKeysOf } from './thread-keys.ts';
import { type WhoseDeps, whoseFiling } from './whose-filing.ts';
import { wordsOf } from './words-of.ts';

export type FilingDeps = WhoseDeps & AnswerDeps & Pick<Ports, 'requests' | 'threads' | 'inboundBucket'>;

/** A mail that is to be filed, and as what. */
export interface ToFile {
  readonly mail: InboundMail;
  readonly parsed: ParsedMail;
  readonly filing: Filing;
  readonly index: ReadyBlindIndex;
  readonly sender: InboundSender;
  readonly thread: CustomerRequest | undefined;
  /** Name of the deployed function that acts. */
  readonly by: string;
  /** The sender's allowance of automatic answers is not spent. */
  readonly mayAnswer: boolean;
}

export interface PlannedFiling {
  readonly writes: readonly Write[];
  readonly audit: readonly AuditEntry[];
  readonly filed: InboundMail['filed'];
  /** Of the act, for the audit trail. */
  readonly facts?: Pick<AuditEntry, 'customerId' | 'reference'>;
}

/**
 * Plans a mail's place: an entry of the request that it continues or a new one, sealed under the keys of whose it is, with its message id, an
 * automatic answer where there is one, and what the rules of holds note. The sealed files are in the bucket when this returns.
 */
export async function planFiling(deps: FilingDeps, given: ToFile): Promise<PlannedFiling> {
  const { mail, parsed, filing } = given;
  const whose = await whoseFiling(deps, given);
  const { keyring, language, customerId } = whose;
  const sealing = await deps.sealing.ready(['content', 'contact'], [keyring]);
  const came = filing.quarantine === 'VIRUS' ? withoutVirus(parsed.attachments) : parsed.attachments;
  const { words, files } = wordsOf(parsed, language);
  const attachments = await keepFiles(deps, sealing, keyring, mail, namedFiles([...files, ...came]));
  const { reference, writes } = placeIn(deps, sealing, given, whose, { words, attachments });
  const filed = { subjectId: keyring.subjectId, reference };
  const own = whose.writes(sealing);
  const answer = automaticAnswer(deps, sealing, given, { ...whose, reference, came });
  const keys = deps.sealing.saveKeyring(keyring);
  return {
    writes: [
      ...own,
      ...writes,
      ...deps.threads.put(keysOf(given, keyring.subjectId), filed),
      ...answer,
      ...(keys ? [keys] : []),
    ],
    audit: whose.audit,
    filed,
    facts: { reference, ...(customerId !== undefined && { customerId }) },
  };
}

/** What the mail is found by from now on: by those that answer it, where it waits for no decision, and by itself, where it is proven. */
function keysOf({ parsed, filing, index }: ToFile, subjectId: string): readonly string[] {
  const { messageId } = parsed;
  const { quarantine, isUnproven } = filing;
  if (messageId === undefined) return [];
  return [
    ...(quarantine === undefined ? threadKeysOf(index, messageId) : []),
    ...(!isUnproven && (quarantine === undefined || quarantine === 'ADDRESS_HELD')
      ? filedKeysOf(index, subjectId, messageId)
      : []),
  ];
}

/** The entry, in the request that it continues or a new one. */
function placeIn(
  deps: Pick<Ports, 'now' | 'random' | 'requests'>,
  sealing: Pick<ReadySealing, 'seal'>,
  { filing, thread }: ToFile,
  { keyring, language, author }: Awaited<ReturnType<typeof whoseFiling>>,
  said: Pick<Parameters<typeof beginRequest>[3], 'words' | 'attachments'>,
): { readonly reference: string; readonly writes: readonly Write[] } {
  const { quarantine: cause, isUnproven } = filing;
  const entry = { ...said, author, ...(isUnproven && { isUnproven }) };
  if (filing.isContinued && thread) {
    const { write } = addEntry(deps, sealing, keyring, thread, { ...entry, kind: 'MESSAGE' });
    const after = filing.reopens ? reopened(thread, deps.now()) : { ...thread, version: thread.version + 1 };
    return { reference: thread.reference, writes: [deps.requests.replace(thread, after), write] };
  }
  const undecided = { decision: undefined, decidedAt: undefined, decidedBy: undefined };
  const { request, writes } = beginRequest(deps, sealing, keyring, {
    ...entry,
    kind: 'SUPPORT',
    channel: 'MAIL',
    language,
    ...(cause !== undefined && { state: 'QUARANTINED', quarantine: { cause, ...undecided } }),
  });
  return { reference: request.reference, writes };
}
