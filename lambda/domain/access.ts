/**
 * Who may read what (P6.1, P6.4): the one table of classes, roles, scopes and views. The schema declares its audiences with
 * these names, the value gate asks this table again for each record, and `accessMatrix` in the API prints it.
 */

/** Classes of personal data; each has its own key, readers and audit rule. The order is the class number in sealed records. */
export const dataClasses = ['contact', 'identity', 'payment', 'content'] as const;
export type DataClass = (typeof dataClasses)[number];

export const staffRoles = [
  'support',
  'billing',
  'legal',
  'privacy_officer',
  'marketing',
  'auditor',
  'operator',
] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Scopes of machine clients. */
export const serviceScopes = [
  'customers:link',
  'customers:read',
  'services:write',
  'mail:send',
  'payments:disclose',
  'contact:check',
  'changes:read',
] as const;
export type ServiceScope = (typeof serviceScopes)[number];

/** How much of a value is shown. `masked` keeps at most two real characters. */
export type View = 'value' | 'masked';

/** Class x role: the most a role may see. A role that is not named sees nothing. */
export const classViews: Readonly<Record<DataClass, Readonly<Partial<Record<StaffRole, View>>>>> = {
  contact: { support: 'value', billing: 'value', legal: 'masked', privacy_officer: 'value' },
  identity: { support: 'masked', legal: 'masked', privacy_officer: 'value' },
  payment: { billing: 'value', privacy_officer: 'masked' },
  content: { support: 'value', privacy_officer: 'value' },
};

/** What a look by staff at a class leaves behind and asks for. */
interface AuditRule {
  /** Views that have their row in the audit trail before they leave (P6.4). */
  readonly recorded: readonly View[];
  /** Views that need a processing purpose and a reference, and are of one customer at a time (P1.1). */
  readonly withReference: readonly View[];
}

/** Class: its audit rule (P6.1). */
export const auditRules: Readonly<Record<DataClass, AuditRule>> = {
  contact: { recorded: ['value', 'masked'], withReference: ['value'] },
  identity: { recorded: ['value', 'masked'], withReference: ['value'] },
  payment: { recorded: ['value', 'masked'], withReference: ['value'] },
  content: { recorded: ['value', 'masked'], withReference: ['value'] },
};

/** Every personal field of a customer: its class, whether law counts it as sensitive (D356 3-4), and how it is masked. */
export const personalFields = {
  name: { dataClass: 'contact', sensitive: false },
  email: { dataClass: 'contact', sensitive: false },
  phone: { dataClass: 'contact', sensitive: false },
  address: { dataClass: 'identity', sensitive: false },
  dateOfBirth: { dataClass: 'identity', sensitive: false },
  identityNumber: { dataClass: 'identity', sensitive: false },
  billingName: { dataClass: 'payment', sensitive: false },
  billingAddress: { dataClass: 'payment', sensitive: false },
  taxCode: { dataClass: 'payment', sensitive: false },
  bankAccount: { dataClass: 'payment', sensitive: true },
  card: { dataClass: 'payment', sensitive: true },
  customerNumbers: { dataClass: 'contact', sensitive: false },
} as const satisfies Readonly<Record<string, { dataClass: DataClass; sensitive: boolean }>>;
export type PersonalField = keyof typeof personalFields;

/** Who may use a field, an argument or a mutation. `everyone` includes visitors; `customer` means about oneself. */
export type Audience = 'everyone' | 'customer' | StaffRole | `scope:${ServiceScope}`;

export const everyone = ['everyone'] as const satisfies readonly Audience[];

/** The roles that may have this view of a class: the table above, read the other way round. */
export function rolesThatView(dataClass: DataClass, view: View): readonly StaffRole[] {
  return staffRoles.filter((role) => mayView(role, dataClass, view));
}

/** Whether one role may have this view of a class. */
export function mayView(role: StaffRole, dataClass: DataClass, view: View): boolean {
  const most = classViews[dataClass][role];
  return most === 'value' || (most === 'masked' && view === 'masked');
}

/** What a clear read is for (P1.1). Staff name one on each request, in `x-processing-purpose`. */
export const processingPurposes = [
  'CUSTOMER_REQUEST',
  'SERVICE_SUPPORT',
  'PAYMENT',
  'DATA_CORRECTION',
  'RIGHTS_REQUEST',
  'SECURITY',
  'LEGAL_DUTY',
] as const;
export type ProcessingPurpose = (typeof processingPurposes)[number];

/** The purposes each role may name. A role that reads no values names none. */
export const rolePurposes: Readonly<Record<StaffRole, readonly ProcessingPurpose[]>> = {
  support: ['CUSTOMER_REQUEST', 'SERVICE_SUPPORT', 'DATA_CORRECTION'],
  billing: ['CUSTOMER_REQUEST', 'PAYMENT', 'DATA_CORRECTION'],
  legal: [],
  privacy_officer: ['CUSTOMER_REQUEST', 'DATA_CORRECTION', 'RIGHTS_REQUEST', 'SECURITY', 'LEGAL_DUTY'],
  marketing: [],
  auditor: [],
  operator: [],
};
