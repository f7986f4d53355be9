/** What the sealed blobs of a customer hold, by class. Parsed again each time a blob is opened. */

/** Contact class. `phone` is E.164. */
export interface ContactDetails {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
}

/** A postal address as people write it in Vietnam; `country` is ISO 3166-1 alpha-2. */
export interface PostalAddress {
  readonly line: string;
  readonly ward?: string;
  readonly district?: string;
  readonly province: string;
  readonly country: string;
  readonly postalCode?: string;
}

/** Identity class. `dateOfBirth` is `YYYY-MM-DD`. */
export interface IdentityDetails {
  readonly address?: PostalAddress;
  readonly dateOfBirth?: string;
  readonly identityNumber?: string;
}

export interface BankAccount {
  readonly bank: string;
  readonly number: string;
  readonly holder: string;
}

/** A card on file: the processor's token, never the number. `expiry` is `YYYY-MM`. */
export interface CardOnFile {
  readonly processorToken: string;
  readonly brand: string;
  readonly lastFour: string;
  readonly expiry: string;
}

/** Payment class. */
export interface PaymentDetails {
  readonly billingName?: string;
  readonly billingAddress?: PostalAddress;
  readonly taxCode?: string;
  readonly bankAccount?: BankAccount;
  readonly card?: CardOnFile;
}

/** The details of each class. */
export interface DetailsOf {
  readonly contact: ContactDetails;
  readonly identity: IdentityDetails;
  readonly payment: PaymentDetails;
}
