import type { MarketingPurpose, OperationalPurpose } from '../purposes.ts';
import type { Language } from '../viewer.ts';

/** One purpose as a version of the policy states it. */
export interface PolicyPurpose {
  readonly purpose: 'STORAGE' | OperationalPurpose | MarketingPurpose;
  /** Whether agreement to the policy covers it, or an explicit choice is needed (P1.3). */
  readonly coveredByAgreement: boolean;
  /** Whether mails for it are advertising: label, quota, prior consent (P2.5, P2.7). */
  readonly advertising: boolean;
  /** The words a choice for it is offered with. */
  readonly wording: Readonly<Record<Language, string>>;
}

/** A published version: never altered afterwards (P7.2). */
export interface PolicyVersion {
  readonly version: number;
  /** In force from this instant until the next version's (P7.4). RFC 3339. */
  readonly effectiveAt: string;
  readonly publishedAt: string;
  readonly text: Readonly<Record<Language, string>>;
  /** SHA-256 of each text, hex. */
  readonly digest: Readonly<Record<Language, string>>;
  readonly purposes: readonly PolicyPurpose[];
  /** The notice that names which data are sensitive (D356 6(4)). */
  readonly sensitiveNotice: Readonly<Record<Language, string>>;
}
