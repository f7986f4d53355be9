/** Until when a customer has a service of CloudFly's, and the next notice of its end (P2.3). */
export interface ServiceTerm {
  /** Blind index of the service's reference: the reference itself may be a domain name, and is sealed. */
  readonly id: string;
  readonly customerId: string;
  readonly product: string;
  /** Sealed `ServiceName`: record kind `serviceTerm`, class contact, record id = term id, revision = `version`. */
  readonly sealedName: Uint8Array;
  readonly expiresAt: string;
  /** Counts every change; also the revision that the name is sealed under. */
  readonly version: number;
  /** Days before the end of the next notice, and its instant; undefined when none is left. */
  readonly nextNotice: { readonly days: number; readonly dueAt: string } | undefined;
  /** The notice queued last: cancelled when the term changes before its sending began. */
  readonly lastMailId: string | undefined;
}

/** How CloudFly's systems name a service. */
export interface ServiceName {
  readonly serviceRef: string;
}

/** Days before the end of a term on which its customer is told. */
export const noticeDays = [30, 7, 1] as const;
