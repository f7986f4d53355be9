import { limits } from '../../declared/limits.ts';
import {
  mayView,
  type PersonalField,
  type ProcessingPurpose,
  personalFields,
  type StaffRole,
  staffRoles,
} from '../access.ts';
import type { AuditAction, AuditRow } from '../audit/row.ts';
import type { BasisKind, CustomerDisclosure, CustomerResult } from '../disclosure/disclosure.ts';
import { isTold } from '../disclosure/own-disclosures.ts';

/** How personal data of a customer came before somebody's eyes. */
export const accessKinds = [
  /** An employee read it in clear. */
  'READ',
  /** An employee looked the customer up by an address or a number that they were told. */
  'FOUND',
  /** It was given to a recipient. */
  'DISCLOSED',
  /** It was put together for a recipient, and has not been given: not yet, or it never was. */
  'PREPARED',
  /** The customer fetched a copy of everything. */
  'OWN_COPY',
] as const;
export type AccessKind = (typeof accessKinds)[number];

/** One line of who read or received which fields of a customer, when and why (P6.4, P1.6). No employee is named. */
export interface AccessEntry {
  readonly at: string;
  readonly kind: AccessKind;
  /** As which role an employee read; undefined when it was no employee. */
  readonly role: StaffRole | undefined;
  /** Names of fields, as the audit trail calls them; of a disclosure those that were given, or are to be. */
  readonly fields: readonly string[];
  /** What an employee said that it was for; of a disclosure `disclosure` says it. */
  readonly purpose: ProcessingPurpose | undefined;
  /** The customer's own request that it was read for. */
  readonly reference: string | undefined;
  /** To whom it was disclosed, on what basis, for what. */
  readonly disclosure: AccessDisclosure | undefined;
}
export interface AccessDisclosure {
  readonly id: string;
  readonly recipientName: string;
  readonly basis: BasisKind;
  readonly purpose: string;
  readonly result: CustomerResult;
}

/** Acts by which somebody gets to see. */
const kinds: Readonly<Partial<Record<AuditAction, AccessKind>>> = {
  READ: 'READ',
  LOOKUP: 'FOUND',
  DISCLOSE: 'DISCLOSED',
  DISCLOSE_FOR_PAYMENT: 'DISCLOSED',
  GIVE_COPY: 'OWN_COPY',
};

/** What is known beside the rows: the customer's disclosures, and which requests are the customer's own. */
export interface AccessContext {
  readonly disclosures: ReadonlyMap<string, CustomerDisclosure>;
  readonly references: ReadonlySet<string>;
}

/**
 * What a row of the trail says in the log. Undefined for one that shows nothing to anybody: refused, masked, or an act of another kind.
 */
export function accessEntryOf(
  row: AuditRow,
  { disclosures, references }: AccessContext,
): AccessEntry | undefined {
  const kind = kinds[row.action];
  if (!kind || row.outcome !== 'ALLOWED') return undefined;
  if (kind === 'READ' && row.view !== 'value') return undefined;
  const { at, fields = [], purpose, reference } = row;
  if (kind === 'DISCLOSED') return disclosureEntry(row, disclosures.get(reference ?? ''));
  const isOwn = reference !== undefined && references.has(reference);
  return {
    ...{ at, kind, fields, purpose },
    role: row.actor.id.startsWith('staff:') ? roleOf(row) : undefined,
    reference: isOwn ? reference : undefined,
    disclosure: undefined,
  };
}

/**
 * The row of the trail says what was to be given, and comes before anything is opened; what became of it is in the customer's own row, and
 * that alone can say that something was given, and what.
 */
function disclosureEntry(
  { at, fields = [], purpose }: AuditRow,
  disclosed: CustomerDisclosure | undefined,
): AccessEntry {
  const told = { at, role: undefined, reference: undefined } as const;
  if (!disclosed) return { ...told, kind: 'PREPARED', fields, purpose, disclosure: undefined };
  const { disclosureId: id, recipientName, basis, result } = disclosed;
  return {
    ...told,
    kind: result === 'GIVEN' ? 'DISCLOSED' : 'PREPARED',
    fields: disclosed.fields,
    purpose: undefined,
    disclosure: { ...{ id, recipientName, basis, result }, purpose: disclosed.purpose },
  };
}

/**
 * Whoever keeps the disclosures looks up whom an order names before there is one to refer to: told at once, it would tell of the inquiry. All
 * their look-ups are told some days later, so that one that is missing says nothing; and one before an order that is withheld with that order.
 */
function mayBeForOrder({ at, actor }: AuditRow, { disclosures }: AccessContext, now: Date): boolean {
  if (!actor.roles.some((role) => role === 'legal' || role === 'privacy_officer')) return false;
  const days = limits.orderLookupDays * 86_400_000;
  if (Date.parse(at) + days > now.getTime()) return true;
  return [...disclosures.values()].some(
    (one) => one.basis === 'LEGAL_ORDER' && Date.parse(at) + days >= Date.parse(one.at) && !isTold(one, now),
  );
}

/** Of an employee with several roles the one that lets them read this: a set of roles might tell who it was. */
function roleOf({ actor, fields = [] }: AuditRow): StaffRole | undefined {
  const held = staffRoles.filter((role) => actor.roles.includes(role));
  const classes = fields.flatMap((field) =>
    field in personalFields ? personalFields[field as PersonalField].dataClass : 'content',
  );
  return held.find((role) => classes.every((dataClass) => mayView(role, dataClass, 'value'))) ?? held[0];
}

/**
 * Whether a row is kept from the customer at an instant: every row that names a disclosure of which `me.disclosures` does not tell either,
 * or one that nothing is known of yet; and a look-up that may have been for one.
 */
export function isWithheld(row: AuditRow, context: AccessContext, now: Date): boolean {
  const { reference } = row;
  const { disclosures } = context;
  if (row.action === 'LOOKUP') return mayBeForOrder(row, context, now);
  if (reference === undefined || !/^dis-/.test(reference)) return false;
  const disclosure = disclosures.get(reference);
  return !disclosure || !isTold(disclosure, now);
}
