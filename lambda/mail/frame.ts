import type { RefusablePurpose } from '../domain/purposes.ts';

/** What stands around the words of a mail. */
export interface Frame {
  /** Who sends: name, postal address, phone, site (D91 19-20). */
  readonly sender: readonly string[];
  /** The label stands before the subject (D91 17-18). */
  readonly advertising: boolean;
  /** The request it is about: the reader can answer the mail. */
  readonly reference?: string;
  /** How the reader refuses this purpose, and all mail that can be refused. Absent for duties. */
  readonly refusing:
    | { readonly purpose: RefusablePurpose; readonly page: string; readonly pageOfAll: string }
    | undefined;
  /** Whether a link leaves CloudFly's own sites (P5.2). */
  readonly isOffSite: (link: string) => boolean;
  /** Whether words hold a link that does, or may: what mail programs make a link of, with a scheme or without. */
  readonly holdsOffSite: (words: string) => boolean;
}
