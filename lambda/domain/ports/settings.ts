import type { Sender } from '../../declared/sender.ts';

export interface Settings {
  /** Whole-value pattern of the outside ticket system's references (P1.1). */
  readonly referencePattern: RegExp;
  readonly linksUrl: string;
  /** Who sends the mails and answers for the personal data. */
  readonly sender: Sender;
  /** Page of the frontend that takes what a mail asked for; a token is put behind it (P1.5). */
  readonly informationPage: string;
  /** CloudFly's own sites: domains. A link to any other place is shown with its notice (P5.2). */
  readonly ownSites: readonly string[];
  readonly clearReadsPerHour: number;
  readonly maskedReadsPerHour: number;
  readonly registrationsPerHour: number;
  /** Mails that SES takes a second, over all functions. */
  readonly mailsPerSecond: number;
}
