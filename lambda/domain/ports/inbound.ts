import type { InboundMail } from '../inbound/inbound-mail.ts';
import type { Write } from './commit.ts';

/** Mails that came in, until they are filed and for `limits.inboundKeepDays` after. */
export interface InboundMailStore {
  load(id: string): Promise<InboundMail | undefined>;
  /** Refusal STALE_REVISION when the mail is known. */
  insert(mail: InboundMail): Write;
  /** Refusal STALE_REVISION. */
  replace(before: InboundMail, after: InboundMail): Write;
  /** Mails to be worked on at or before an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
}

/** Which request a message id belongs to, that of a mail that came or of one that went. Kept for `limits.threadDays`. */
export interface ThreadStore {
  /** The first of these that is known, in their order. */
  find(messageIdIndexes: readonly string[]): Promise<Thread | undefined>;
  /** Never refused: a message id stays with what it was first said to belong to. */
  put(messageIdIndexes: readonly string[], thread: Thread): readonly Write[];
}

export interface Thread {
  readonly subjectId: string;
  readonly reference: string;
}

/** The bucket of inbound mail: raw ones until they are filed, and sealed attachments. */
export interface InboundBucket {
  /** Bytes of a raw mail, so many at most, and how large it is whole. Undefined when there is none (any more). */
  readRaw(
    id: string,
    most: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly size: number } | undefined>;
  deleteRaw(id: string): Promise<void>;
  putSealed(name: string, sealed: Uint8Array): Promise<void>;
  readSealed(name: string): Promise<Uint8Array | undefined>;
  /** Ids of a subject's sealed objects that begin so. */
  listSealedOf(subjectId: string, beginning: string): Promise<readonly string[]>;
  deleteSealed(name: string): Promise<void>;
  /** Every sealed object of a subject. */
  deleteSealedOf(subjectId: string): Promise<void>;
}
