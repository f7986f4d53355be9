import type { Registered } from '../harness/register.ts';

/** A customer, and everything that the product has said is done. */
export interface Customer extends Registered {
  /** Every address that is or may become theirs. */
  readonly emails: string[];
  isVerified: boolean;
  /** One device at a time: what is last is then known. */
  isBusy: boolean;
  /** By which billing knows them. */
  number: string | undefined;
  /** By `PURPOSE:CHANNEL`: how it stands, and how often it was changed. */
  readonly choices: Map<string, { granted: boolean; changes: number }>;
  /** Times that each class of details was written. */
  readonly revisions: { contact: number; payment: number };
  /** References of the requests they opened. */
  readonly requests: string[];
  /** Ids of the rights they asked for. */
  readonly rights: string[];
  /** New addresses they asked for. */
  readonly changes: string[];
  /** Order references of what was disclosed for their payments. */
  readonly payments: string[];
  /** References under which staff read values of theirs, and which. */
  readonly reveals: { readonly reference: string; readonly fields: readonly string[] }[];
  /** Their erasure was asked for. */
  isLeaving: boolean;
  /** And granted. */
  isErased: boolean;
}

/** All that was acknowledged, to be held against what is there in the end. */
export interface Acknowledged {
  readonly customers: Customer[];
  /** Mails that were ordered of billing: global ids, and when each was asked for. */
  readonly notices: { readonly id: string; readonly askedAt: number; readonly customer: Customer }[];
  /** Ids that SES gave to mails that came in, and whose they are. */
  readonly inbound: { readonly id: string; readonly customer: Customer | undefined }[];
  readonly campaigns: string[];
  /** Disclosures on orders that came to their end. */
  readonly disclosures: string[];
}

export const nothingYet = (): Acknowledged => ({
  customers: [],
  notices: [],
  inbound: [],
  campaigns: [],
  disclosures: [],
});

export const newCustomer = (registered: Registered): Customer => ({
  ...registered,
  emails: [registered.email],
  isVerified: false,
  isBusy: false,
  number: undefined,
  choices: new Map(),
  revisions: { contact: 1, payment: 0 },
  requests: [],
  rights: [],
  changes: [],
  payments: [],
  reveals: [],
  isLeaving: false,
  isErased: false,
});
