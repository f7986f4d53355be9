import type { Customer, CustomerFilter, CustomerPage } from '../customer/customer.ts';
import type { LookupRow } from '../lookup.ts';
import type { Write } from './commit.ts';
import type { Keyring } from './sealing.ts';

export interface CustomerStore {
  /** One strongly consistent batch of records and keyrings, in the order asked; undefined where there is none. */
  load(ids: readonly string[]): Promise<readonly (LoadedCustomer | undefined)[]>;
  /** State and version of their records alone, 100 at most, in one strongly consistent batch, in the order asked. */
  heads(ids: readonly string[]): Promise<readonly (CustomerHead | undefined)[]>;
  /** The record alone, strongly consistent: for functions that may not read keys. */
  record(id: string): Promise<Customer | undefined>;
  /** One page of ids by shard and month. */
  page(filter: CustomerFilter, first: number, after: string | undefined): Promise<CustomerPage>;
  insert(customer: Customer): Write;
  /** Replaces the record if its version is still the one read. Refusal STALE_REVISION. */
  replace(before: Customer, after: Customer): Write;
  /** Changes nothing but its version, if that is still the one read: whoever has read the record before comes too late. Refusal STALE_REVISION. */
  countOn(head: CustomerHead): Write;
}

/** What a customer's record is, and no more of it. */
export type CustomerHead = Pick<Customer, 'id' | 'state' | 'version'>;

export interface LoadedCustomer {
  readonly customer: Customer;
  readonly keyring: Keyring;
}

/** Which subject of an issuer is which customer; bound once. */
export interface BindingStore {
  find(subjectIndexes: readonly string[]): Promise<readonly LookupRow[]>;
  /** Refusal ALREADY_REGISTERED. */
  insert(rows: readonly LookupRow[]): readonly Write[];
}

/** Customer numbers of CloudFly's other systems. */
export interface ReferenceStore {
  find(referenceIndexes: readonly string[]): Promise<readonly LookupRow[]>;
  ofCustomer(customerId: string): Promise<readonly { id: string; sealed: Uint8Array; linkedAt: string }[]>;
  /** The lookups (refusal REFERENCE_TAKEN), and the sealed number in the customer's partition under its id. */
  insert(
    rows: readonly LookupRow[],
    number: {
      readonly customerId: string;
      readonly id: string;
      readonly sealed: Uint8Array;
      readonly linkedAt: Date;
    },
  ): readonly Write[];
}
