import { type DataClass, dataClasses } from '../access.ts';
import type { Erasure } from './erasure.ts';
import type { StoredRow } from './erasure-ports.ts';
import { reasonClass } from './hold-reason.ts';

const contact = ['contact'] as const;
const content = ['content'] as const;

/** Classes that a kind of row is about; any other kind is about all of them, and goes with the last. */
const classesOf: Readonly<Record<string, readonly DataClass[]>> = {
  CONTACT_STATE: contact,
  CONSENT_STATE: contact,
  MAIL: contact,
  EMAIL_CHANGE: contact,
  SIGNALS: contact,
  SERVICE_TERM: contact,
  CUSTOMER_REFERENCE: contact,
  EMAIL_OWNER: contact,
  EMAIL_CLAIM: contact,
  PHONE: contact,
  REFERENCE: contact,
  BINDING: contact,
  TOKEN: contact,
  INBOUND_MAIL: contact,
  EMAIL_HOLD: content,
  REQUEST: content,
  REQUEST_ENTRY: content,
  INFORMATION_REQUEST: content,
  THREAD: content,
};

/**
 * What law has CloudFly prove afterwards (L91 14; D356 5, 6): that it was agreed to, under which words, what was refused, what was given to
 * whom on which basis, which rights were asked for and when they were granted. Ids, instants and codes; what is sealed of it goes.
 */
const keptAsProof: Readonly<Record<string, readonly string[]>> = {
  CONSENT_FACT: ['sealedEvidence'],
  NOTICE: [],
  PERMISSION: [],
  CUSTOMER_DISCLOSURE: ['sealedOrderReference'],
  RIGHTS_REQUEST: ['sealedReason', 'reasonRevision'],
  LEGAL_HOLD: ['sealedWhy'],
};
/** The class that the sealed part of a proof is under. */
function sealedUnder({ kind, classes = [] }: StoredRow): DataClass {
  if (kind === 'CONSENT_FACT') return 'contact';
  return kind === 'LEGAL_HOLD' ? reasonClass(classes) : 'content';
}

export const proofKinds = Object.keys(keptAsProof);

/** What becomes of a row: it goes, it stays without some attributes, or it stays as it is. */
export type Fate =
  | { readonly kind: 'GOES' }
  | {
      readonly kind: 'REDUCED';
      readonly without: readonly string[];
      readonly set: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'STAYS' };

/** @param erasure.isAtProcessor whether a processor has data of the customer */
export function fateOf(
  row: StoredRow,
  erasure: Pick<Erasure, 'left' | 'cause'> & { readonly isAtProcessor: boolean },
  at: string,
): Fate {
  const isGone = (one: DataClass) => !erasure.left.includes(one);
  const isLast = erasure.left.length === 0;
  const sealed = keptAsProof[row.kind];
  if (!sealed) {
    const classes = classesOf[row.kind] ?? dataClasses;
    return classes.every(isGone) ? { kind: 'GOES' } : { kind: 'STAYS' };
  }
  const ended = isLast && row.kind === 'LEGAL_HOLD' ? ['dueShard', 'dueAt'] : [];
  const without = [...(isGone(sealedUnder(row)) ? sealed : []), ...ended];
  const set = (isLast ? endOf(row, erasure, at) : undefined) ?? {};
  const isSame = without.length === 0 && Object.keys(set).length === 0;
  return isSame ? { kind: 'STAYS' } : { kind: 'REDUCED', without, set };
}

/**
 * A permission ends with its customer; so does a right that was asked for, and the erasure that was is carried out, but for what a processor
 * still has: it stays GRANTED until somebody says that it was passed on (D356 5(4)).
 */
function endOf(
  { kind, state, id, passedOnAt }: StoredRow,
  { cause, isAtProcessor }: { readonly cause: string; readonly isAtProcessor: boolean },
  at: string,
): Readonly<Record<string, string>> | undefined {
  if (kind === 'PERMISSION' && state === 'ACTIVE') return { state: 'REVOKED', revokedAt: at };
  if (kind !== 'RIGHTS_REQUEST' || (state !== 'ASKED' && state !== 'GRANTED')) return undefined;
  if (id !== cause) return { state: 'WITHDRAWN' };
  const isOpen = isAtProcessor && passedOnAt === undefined;
  return isOpen ? undefined : { state: 'DONE', doneAt: at };
}
