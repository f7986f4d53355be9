import type { ConsentPurpose, ContactChannel, OperationalPurpose } from '../purposes.ts';
import type { Language } from '../viewer.ts';

/** How agreement happened; it claims no more than did (P0.2). `IMPORTED`: brought from CloudFly's earlier records, with their proof. */
export const evidenceManners = ['EXPLICIT', 'BY_USE', 'IMPORTED'] as const;
export type EvidenceManner = (typeof evidenceManners)[number];

/** Where it was said: signed in, by a link of a mail, by a mail to the refusal address, through staff, or in an earlier system. */
export const consentPaths = ['SIGNED_IN', 'LINK', 'MAIL', 'STAFF', 'IMPORT'] as const;
export type ConsentPath = (typeof consentPaths)[number];

/** Bases beside consent on which the law lets data be used (L91 19). They never cover marketing (D330 37). */
export const legalBases = ['CONTRACT', 'LEGAL_DUTY', 'STATE_BODY', 'URGENT_PROTECTION'] as const;
export type LegalBasis = (typeof legalBases)[number];

export const factTypes = ['ACCEPTANCE', 'CONSENT', 'LEGAL_BASIS'] as const;

/** What every fact tells: who, when, how, under which version, in which words (P0.2, P1.3; D356 6). Append-only. */
export interface ConsentFact {
  readonly id: string;
  readonly type: (typeof factTypes)[number];
  readonly at: string;
  readonly manner: EvidenceManner;
  readonly path: ConsentPath;
  /** Version of the policy it was given under, its language, and the digest of what was shown (`digestOf`). */
  readonly policyVersion: number;
  readonly language: Language;
  readonly textDigest: string;
  /** Who: `customer:<id>`, `staff:<subject>`, `visitor` (the holder of a link), `system:<function>`. */
  readonly actor: string;
  /** Leads to the audit row of the same act, which has the origin sealed. */
  readonly requestId: string;
  /** For CONSENT: purpose, channel (none for STORAGE), answer and the exact words of the choice. For LEGAL_BASIS: purpose. */
  readonly purpose?: ConsentPurpose;
  readonly channel?: ContactChannel;
  readonly granted?: boolean;
  readonly wording?: string;
  /** For path STAFF: the ticket. */
  readonly reference?: string;
  /** For BY_USE: the act, and how and when the notice of that version had been handed out. */
  readonly use?: { readonly operation: string; readonly noticeAt: string; readonly noticeBy: NoticePath };
  /** For CONSENT: said by the guardian of a customer under 16 (L91 24). */
  readonly byGuardian?: boolean;
  /** For LEGAL_BASIS; `endsAt` where it is known, in the past when the basis was ended. */
  readonly basis?: LegalBasis;
  readonly endsAt?: string;
  /** Sealed `ConsentEvidence`: record kind `evidence`, class contact, record id = fact id, revision 1. Absent for acts of functions without keys. */
  readonly sealedEvidence?: Uint8Array;
}

/** What of the evidence may be personal. */
export interface ConsentEvidence {
  readonly origin?: { readonly address: string; readonly port?: number };
  /** Proof in words: of a legal basis, of an imported consent, of who a guardian is. */
  readonly proof?: string;
  readonly guardian?: { readonly name: string; readonly relation: string };
}

/** How the notice of a version reached the customer. */
export const noticePaths = ['SIGNED_IN', 'MAIL'] as const;
export type NoticePath = (typeof noticePaths)[number];

/** One current choice. */
export interface ConsentChoice {
  readonly granted: boolean;
  readonly policyVersion: number;
  readonly at: string;
  readonly factId: string;
  readonly byGuardian?: boolean;
}

/** One current basis beside consent. */
export interface CurrentBasis {
  readonly basis: LegalBasis;
  readonly at: string;
  readonly factId: string;
  readonly endsAt?: string;
}

/** The current state of every choice, written together with the facts it follows from. */
export interface ConsentState {
  readonly version: number;
  /** The last accepted policy version. */
  readonly acceptedVersion: number;
  readonly acceptedAt: string;
  readonly acceptedManner: EvidenceManner;
  /** Key: `PURPOSE` for STORAGE, else `PURPOSE:CHANNEL`. What is absent was never given. */
  readonly choices: Readonly<Record<string, ConsentChoice>>;
  readonly bases: Readonly<Partial<Record<OperationalPurpose, CurrentBasis>>>;
  /** The customer was under 16 when last looked: what is granted for marketing counts only from a guardian (L91 24). */
  readonly needsGuardian: boolean;
  /** When the customer, under 16, last granted anything alone: of what was granted until then, marketing counts at no age (L91 24). */
  readonly childUntil?: string | undefined;
}

/** Key of a choice in the current state. */
export function choiceKey(purpose: ConsentPurpose, channel: ContactChannel | undefined): string {
  return channel === undefined ? purpose : `${purpose}:${channel}`;
}

/** The current choices, each with what its key says. */
export function choicesIn({ choices }: Pick<ConsentState, 'choices'>): readonly (ConsentChoice & {
  readonly purpose: ConsentPurpose;
  readonly channel: ContactChannel | undefined;
})[] {
  return Object.entries(choices).map(([key, choice]) => {
    const [purpose, channel] = key.split(':') as [ConsentPurpose, ContactChannel | undefined];
    return { ...choice, purpose, channel };
  });
}
