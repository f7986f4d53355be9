/**
 * A mail as a parser reads it. All of it was written by somebody outside: nothing in it is believed, and nothing in it says who sent it.
 */
export interface ParsedMail {
  /** Every mailbox of every From field, addresses as they stand there. DMARC is about exactly one. */
  readonly from: readonly { readonly address: string; readonly name: string }[];
  /**
   * Addresses of its one To and one Cc field, as they stand there; the first few of many. Of a signed mail only those of fields that every signature
   * covers: what is not covered may be of whoever handed the mail on.
   */
  readonly recipients: readonly string[];
  readonly subject: string;
  /** Without its angle brackets. */
  readonly messageId: string | undefined;
  /** Message ids of In-Reply-To and References, the nearest first, each once; `limits.inboundReferences` at most. */
  readonly references: readonly string[];
  /** Fields that tell an automatic mail (RFC 3834), lower case, first value of each. */
  readonly automatic: {
    readonly autoSubmitted?: string;
    readonly precedence?: string;
    readonly autoResponseSuppress?: string;
    readonly listId?: string;
    /** Type of the whole, such as `multipart/report`. */
    readonly contentType?: string;
    /** Names this product writes into what it sends by itself. */
    readonly loop?: string;
  };
  /** What was written, as plain text, without what it quotes. May be empty. */
  readonly text: string;
  /** What it quotes of the mail it answers, as plain text. */
  readonly quoted: string | undefined;
  readonly attachments: readonly ParsedAttachment[];
  /** Only the beginning was read: the whole is larger than what is taken. */
  readonly isCut: boolean;
}

export interface ParsedAttachment {
  /** As the sender calls it: no path, no control character, `limits.attachmentName` characters at most. */
  readonly name: string;
  /** Media type by its bytes, whatever the mail calls it; `application/octet-stream` when they tell nothing. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** Why it is not kept. */
  readonly refused: AttachmentRefusal | undefined;
}

/**
 * EXECUTABLE: a program or script by its content. TOO_LARGE, TOO_MANY: `limits.attachmentBytes`, `limits.attachments`. CUT: not read. VIRUS: it
 * came with a mail that has one.
 */
export const attachmentRefusals = ['EXECUTABLE', 'TOO_LARGE', 'TOO_MANY', 'CUT', 'VIRUS'] as const;
export type AttachmentRefusal = (typeof attachmentRefusals)[number];

/** Reads a mail. Never throws over what is written in it: what cannot be read is kept as text. */
export type ReadInbound = (raw: Uint8Array, whole: { readonly isCut: boolean }) => Promise<ParsedMail>;
