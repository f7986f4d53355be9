import * as z from 'zod/mini';
import { type PersonalField, personalFields } from '../access.ts';
import { attachmentRefusals } from '../inbound/parsed-mail.ts';
import { consentPurposes } from '../purposes.ts';

/** In UTF-16 code units. */
export const longestText = { line: 200, paragraph: 4000 } as const;

/** A link into CloudFly's own pages. */
export const link = z.url({ protocol: /^https?$/ });
/** A line that may stand in a mail: no control character, so none that ends a header or begins a line. */
export const line = z
  .string()
  .check(z.minLength(1), z.maxLength(longestText.line), z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u));
/** A service may be a domain name, which is longer (RFC 1035). */
export const serviceName = z
  .string()
  .check(z.minLength(1), z.maxLength(253), z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u));
export const paragraph = z.string().check(z.minLength(1), z.maxLength(longestText.paragraph));
export const instant = z.iso.datetime();
export const purposes = z.array(z.enum(consentPurposes));
export const fields = z.array(z.enum(Object.keys(personalFields) as [PersonalField, ...PersonalField[]]));

/** Attachments of a mail that were not kept: how many for each cause. */
export const refusedAttachments = z.array(
  z.object({ code: z.enum(attachmentRefusals), count: z.int().check(z.positive()) }),
);

/** ISO 4217: those that an amount can be written in. */
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Money as it is read: `1.250.000 ₫` is made from it, never kept. `amount` in the currency's smallest unit. */
export const money = z.object({
  amount: z.int().check(z.positive()),
  currency: z.string().check(z.refine((code) => currencies.has(code))),
});
