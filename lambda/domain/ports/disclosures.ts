import type { Commitment } from '../commitment/commitment.ts';
import type { CustomerDisclosure, Disclosure } from '../disclosure/disclosure.ts';
import type { Permission } from '../permission/permission.ts';
import type { Recipient } from '../recipient/recipient.ts';
import type { Write } from './commit.ts';
import type { DuePage } from './jobs.ts';

/** Who personal information may be disclosed to. */
export interface RecipientStore {
  load(id: string): Promise<Recipient | undefined>;
  /** The last registered first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly recipients: readonly { readonly recipient: Recipient; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** Puts one where there is none, with its place in the list, or over the version read. Refusal STALE_REVISION. */
  put(before: Recipient | undefined, after: Recipient): readonly Write[];
  /** No change; holds while the version is the one read. Refusal STALE_REVISION. */
  unchanged(recipient: Recipient): Write;
}

/** Commitments of processors, in the partition of their recipient. */
export interface CommitmentStore {
  load(recipientId: string, id: string): Promise<Commitment | undefined>;
  /** Newest first. */
  ofRecipient(recipientId: string): Promise<readonly Commitment[]>;
  put(before: Commitment | undefined, after: Commitment): Write;
  /** No change; holds while the version is the one read. Refusal STALE_REVISION. */
  unchanged(commitment: Commitment): Write;
  /** Those to warn of or to end at or before an instant, of one shard. Keys only, from an index: re-read before acting. */
  due(
    shard: number,
    until: Date,
    first: number,
  ): Promise<readonly { readonly recipientId: string; readonly id: string }[]>;
}

/** Permissions of customers, in their partition. */
export interface PermissionStore {
  ofCustomer(customerId: string): Promise<readonly Permission[]>;
  /** Newest first. @throws DomainError CURSOR_INVALID at `after` */
  page(customerId: string, first: number, after: string | undefined): Promise<DuePage<Permission>>;
  load(customerId: string, id: string): Promise<Permission | undefined>;
  put(before: Permission | undefined, after: Permission): Write;
  unchanged(permission: Permission): Write;
}

/** Disclosure requests, and what became of each customer in them. */
export interface DisclosureStore {
  load(id: string): Promise<Disclosure | undefined>;
  put(before: Disclosure | undefined, after: Disclosure): readonly Write[];
  /** No change; holds while the version is the one read. Refusal STALE_REVISION. */
  unchanged(disclosure: Disclosure): Write;
  /** Those that have not ended, what is due first, first; from an index, read again. @throws DomainError CURSOR_INVALID at `after` */
  waiting(first: number, after: string | undefined): Promise<DuePage<Disclosure>>;
  /** The last opened first. @throws DomainError INVALID_FORMAT at `after` */
  page(
    first: number,
    after: string | undefined,
  ): Promise<{
    readonly disclosures: readonly { readonly disclosure: Disclosure; readonly cursor: string }[];
    readonly hasNextPage: boolean;
  }>;
  /** Those with a clock or an expiry at or before an instant, of one shard. From an index: re-read before acting. */
  due(shard: number, until: Date, first: number): Promise<readonly string[]>;
  /** Newest first, those withheld among them: who shows them leaves those out. */
  ofCustomer(customerId: string): Promise<readonly CustomerDisclosure[]>;
  /** The same page by page, the last begun first. @throws DomainError CURSOR_INVALID at `after` */
  pageOfCustomer(
    customerId: string,
    first: number,
    after: string | undefined,
  ): Promise<DuePage<CustomerDisclosure>>;
  loadOfCustomer(customerId: string, disclosureId: string): Promise<CustomerDisclosure | undefined>;
  /** What became of each of these in a disclosure, in their order; 100 at most, each once, in one strongly consistent batch. */
  loadOfCustomers(
    customerIds: readonly string[],
    disclosureId: string,
  ): Promise<readonly (CustomerDisclosure | undefined)[]>;
  putOfCustomer(before: CustomerDisclosure | undefined, after: CustomerDisclosure): Write;
  /** Those for payments that are to be settled at or before an instant, of one shard. From an index: re-read before acting. */
  duePayments(
    shard: number,
    until: Date,
    first: number,
  ): Promise<readonly Pick<CustomerDisclosure, 'customerId' | 'disclosureId'>[]>;
  /** Lawful orders that name a customer and were verified, whatever became of them; strongly consistent. */
  ordersNaming(customerId: string): Promise<readonly string[]>;
  /** Notes that an order names a customer; can be repeated. */
  nameInOrder(customerId: string, disclosureId: string): Write;
}
