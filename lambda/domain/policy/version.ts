import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { canonicalJson } from '../canonical-json.ts';
import { consentPurposes } from '../purposes.ts';
import type { Language } from '../viewer.ts';

/**
 * Something to read: at least one letter that is to be seen; no control characters but line feed and tab, and none that turn the order of
 * what is read. Half a surrogate pair would not come back from the table as the digest knows it.
 */
const words = z.string().check(
  z.regex(/(?!\p{DI})\p{L}/u),
  z.regex(/^(?:[\n\t]|[^\p{Cc}\p{Bidi_C}])*$/u),
  z.refine((text) => text.isWellFormed()),
);
const inEachLanguage = z.readonly(z.object({ vi: words, en: words }));

const policyPurpose = z.readonly(
  z.object({
    purpose: z.enum(consentPurposes),
    /** Whether agreement to the policy covers it, or an explicit choice is needed (P1.3). */
    coveredByAgreement: z.boolean(),
    /** Whether mails for it are advertising: label, quota, prior consent (P2.5, P2.7). */
    advertising: z.boolean(),
    /** The words a choice for it is offered with. */
    wording: inEachLanguage,
  }),
);
/** One purpose as a version of the policy states it. */
export type PolicyPurpose = z.output<typeof policyPurpose>;

/** What a version says. One shape for the operator's file, a draft and the stored row: what is published can be read again. */
export const policyContent = z.readonly(
  z.object({
    text: inEachLanguage,
    purposes: z.readonly(z.array(policyPurpose)),
    /** The notice that names which data are sensitive (D356 6(4)). */
    sensitiveNotice: inEachLanguage,
    /** Why the operator publishes it although it breaks a rule of law; shown to everybody with the version. */
    lawOverride: z.optional(words),
    /** Which of `lawRules` that reason overrides, as they were named when it was drafted; `parseContent` finds them. */
    overriddenRules: z.optional(z.readonly(z.array(z.object({ id: words, article: words })))),
  }),
);
export type PolicyContent = z.output<typeof policyContent>;

/** A published version: never altered afterwards (P7.2). */
export interface PolicyVersion extends PolicyContent {
  readonly version: number;
  /** In force from this instant until the next version's (P7.4). RFC 3339. */
  readonly effectiveAt: string;
  readonly publishedAt: string;
  /** `digestOf` each language. */
  readonly digest: Readonly<Record<Language, string>>;
}

/**
 * SHA-256, hex, of everything that a notice shows in one language: the text, each purpose with its words and flags, the notice on
 * sensitive data, and the reason and the rules of an override where there is one. Evidence of what was agreed to (P0.2; D356 6), and the seal by which a version altered in the table is noticed.
 */
export function digestOf(content: PolicyContent, language: Language): string {
  const shown = {
    text: content.text[language],
    sensitiveNotice: content.sensitiveNotice[language],
    purposes: content.purposes.map(({ wording, ...flags }) => ({ ...flags, wording: wording[language] })),
    ...(content.lawOverride === undefined ? {} : { lawOverride: content.lawOverride }),
    ...(content.overriddenRules === undefined ? {} : { overriddenRules: content.overriddenRules }),
  };
  return createHash('sha256').update(canonicalJson(shown)).digest('hex');
}
