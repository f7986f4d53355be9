import type { DetailsOf } from '../customer/details.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';

/** Names the form of a copy: `schema/copy-of-own-data.schema.json`. */
export const copyFormat = 'cloudfly-privacy/copy/1';

/**
 * Everything that the product holds of one customer, as the customer takes it away (D356 5(3)). Names, their order and their meaning are
 * those of the JSON Schema; a section without anything in it is an empty list.
 */
export interface CopyOfOwnData {
  readonly format: typeof copyFormat;
  readonly issuedAt: string;
  readonly controller: { readonly name: string; readonly country: string; readonly email: string };
  readonly account: Readonly<Record<string, unknown>>;
  readonly contact: DetailsOf['contact'] | null;
  readonly identity: DetailsOf['identity'] | null;
  readonly payment: DetailsOf['payment'] | null;
  readonly customerNumbers: readonly { readonly system: string; readonly number: string }[];
  readonly quality: Section;
  readonly services: Section;
  readonly emailChange: Readonly<Record<string, unknown>> | null;
  readonly emailHolds: Section;
  readonly consents: Readonly<Record<string, unknown>>;
  readonly consentHistory: Section;
  readonly notices: Section;
  readonly requests: Section;
  readonly informationRequests: Section;
  readonly corrections: Section;
  readonly rightsRequests: Section;
  readonly permissions: Section;
  readonly disclosures: Section;
  readonly mails: Section;
}
export type Section = readonly Readonly<Record<string, unknown>>[];

/** What a copy is made with. */
export const copySections = [
  'account',
  'contact',
  'identity',
  'payment',
  'customerNumbers',
  'quality',
  'services',
  'emailChange',
  'emailHolds',
  'consents',
  'consentHistory',
  'notices',
  'requests',
  'informationRequests',
  'corrections',
  'rightsRequests',
  'permissions',
  'disclosures',
  'mails',
] as const satisfies readonly (keyof CopyOfOwnData)[];

/** Whose copy is made, with everything that opens it. */
export interface Copying {
  readonly customerId: string;
  readonly loaded: LoadedCustomer;
  readonly keyring: Keyring;
  readonly sealing: ReadySealing;
}
