import {
  mayView,
  type PersonalField,
  type ProcessingPurpose,
  personalFields,
  type StaffRole,
  staffRoles,
} from '../access.ts';
import type { AuditAction, AuditRow } from '../audit/row.ts';
import type { BasisKind, CustomerDisclosure, CustomerResult, Disclosure } from '../disclosure/disclosure.ts';
import type { AccessKind } from './access-kinds.ts';

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
export const sights = Object.keys(kinds) as readonly AuditAction[];

/**
 * What is known beside the rows: the customer's disclosures, which requests are the customer's own, and disclosures that rows name, whatever
 * became of the customer in them.
 */
export interface AccessContext {
  readonly disclosures: ReadonlyMap<string, CustomerDisclosure>;
  readonly references: ReadonlySet<string>;
  readonly named: ReadonlyMap<string, Pick<Disclosure, 'basis' | 'state'>>;
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

/** Of an employee with several roles the one that lets them read this: a set of roles might tell who it was. */
function roleOf({ actor, fields = [] }: AuditRow): StaffRole | undefined {
  const held = staffRoles.filter((role) => actor.roles.includes(role));
  const classes = fields.flatMap((field) =>
    field in personalFields ? personalFields[field as PersonalField].dataClass : 'content',
  );
  return held.find((role) => classes.every((dataClass) => mayView(role, dataClass, 'value'))) ?? held[0];
}
