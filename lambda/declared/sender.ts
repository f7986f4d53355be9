/**
 * Who sends the mails and answers for the personal data (L91 9(2)): the foot of every mail says it (D91 19-20), and receipts name it as
 * the controller. The operator sees to it that it is true before a stage goes live.
 */
export interface Sender {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Advertising without an address and a phone is unlawful (D91 19-20); a part that is absent is not said. */
  readonly postalAddress?: string;
  readonly phone?: string;
  /** Address of the site, `https://…`. */
  readonly site: string;
  /** Where questions about personal data go. */
  readonly email: string;
  /** Where the policy stands for everybody to read. */
  readonly policyUrl: string;
}
