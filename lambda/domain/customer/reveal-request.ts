import { auditRules, type DataClass, type PersonalField, personalFields, type View } from '../access.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Keyring, ReadySealing } from '../ports/sealing.ts';
import { isCorrespondent } from '../request/correspondent.ts';

/** One value that an employee asks to see. */
export type RevealRequest = RevealField | RevealRecord;

/** A field of a customer's details. */
export interface RevealField {
  readonly loaded: LoadedCustomer;
  readonly field: BlobField;
  readonly view: View;
}
/** A record that is sealed by itself, such as what was written in a request. */
export interface RevealRecord {
  /** Whose it is: a customer, or a correspondent; or an order, whose own document it is. */
  readonly keyring: Keyring;
  readonly dataClass: DataClass;
  /** The class whose key it is sealed under, where that is another than whose readers read it. */
  readonly sealedUnder?: DataClass;
  /** What the audit trail calls it. */
  readonly field: string;
  readonly view: 'value';
  /** Reference of the request that it was written in, where it was written in one. */
  readonly writtenIn?: string;
  open(sealing: ReadySealing): unknown;
}
/** Fields that lie in a class blob. */
export type BlobField = Exclude<PersonalField, 'customerNumbers'>;

export function classOf(request: RevealRequest): DataClass {
  return 'loaded' in request ? personalFields[request.field].dataClass : request.dataClass;
}

/** The class whose key opens it. */
export const keyClassOf = (request: RevealRequest): DataClass =>
  ('loaded' in request ? undefined : request.sealedUnder) ?? classOf(request);

export function keyringOf(request: RevealRequest): Keyring {
  return 'loaded' in request ? request.loaded.keyring : request.keyring;
}

/** Whether it is read for a purpose and with a reference (P1.1). */
export const needsReference = (request: RevealRequest): boolean =>
  auditRules[classOf(request)].withReference.includes(request.view);

/**
 * Whether it was written in this very request: words of whoever wrote there and, of a correspondent, who they say they are; no detail of a
 * customer (P3.6).
 */
export function isWrittenIn(request: RevealRequest, reference: string): boolean {
  if ('loaded' in request || request.writtenIn !== reference) return false;
  if (request.dataClass === 'content') return true;
  return request.dataClass === 'contact' && isCorrespondent(request.keyring.subjectId);
}
