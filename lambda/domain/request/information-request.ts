import type { PersonalField } from '../access.ts';

/**
 * ASKED → ANSWERED, or DECLINED by the customer, or EXPIRED after `limits.informationDays`. All but ASKED are final.
 */
export const informationStates = ['ASKED', 'ANSWERED', 'DECLINED', 'EXPIRED'] as const;
export type InformationState = (typeof informationStates)[number];

/** What may be asked for. The address of mails changes by a way of its own (P3.5), numbers of CloudFly's systems are not the customer's. */
export const askableFields = [
  'name',
  'phone',
  'address',
  'dateOfBirth',
  'identityNumber',
  'billingName',
  'billingAddress',
  'taxCode',
  'bankAccount',
  'card',
] as const satisfies readonly PersonalField[];
export type AskableField = (typeof askableFields)[number];

/** What a customer was asked for to work on a request of the customer's own, and what came of it (P1.5). Names of fields, no values. */
export interface InformationRequest {
  readonly id: string;
  readonly customerId: string;
  /** The request that it serves. */
  readonly reference: string;
  readonly fields: readonly AskableField[];
  readonly state: InformationState;
  /** Counts every change. */
  readonly version: number;
  readonly askedAt: string;
  /** Subject of the employee who asked. */
  readonly askedBy: string;
  readonly until: string;
  readonly remindedAt: string | undefined;
  /** When it was answered, declined or expired. */
  readonly endedAt: string | undefined;
  /** What the customer gave of what was asked. */
  readonly given: readonly AskableField[];
  /** Ids of the tokens whose links lead to it: of the mail and of its reminder. */
  readonly tokenIds: readonly string[];
  /** Sealed words: record kind `informationRequest`, class content, record id = id, revision 1. */
  readonly sealedWhy: Uint8Array;
}

/** Where its words are sealed. */
export const whyAt = (id: string) =>
  ({ dataClass: 'content', kind: 'informationRequest', recordId: id, revision: 1 }) as const;
