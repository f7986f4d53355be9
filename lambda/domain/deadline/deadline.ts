import type { StaffRole } from '../access.ts';

/** Every clock that somebody has to keep, in one list. */
export const deadlineKinds = [
  /** A request of a customer, or of whoever wrote: first answer. */
  'FIRST_ANSWER',
  /** A correction that a customer asked for: decided. */
  'CORRECTION',
  /** A right: first answer; then carried out. */
  'RIGHTS_ANSWER',
  'RIGHT',
  /** An authority is answered. */
  'AUTHORITY',
  /** A commitment of a payment processor ends; from 30 days before on. */
  'COMMITMENT_ENDS',
  /** A breach is reported. */
  'INCIDENT_REPORT',
  /** A customer whose address is held is reached. */
  'EMAIL_HOLD',
  /** A customer has not given what was asked for; from the reminder on. It ends by itself. */
  'INFORMATION',
  /** A legal hold ends by itself: from then on what it kept can be erased. */
  'LEGAL_HOLD_ENDS',
  /** Personal data of a closed account has been kept long enough, and is erased by the product. */
  'RETENTION',
  /** What was erased is certified by the product, once no backup of its keys is left. */
  'ERASURE',
] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** Roles that keep clocks. */
export const deadlineOwners = [
  'support',
  'billing',
  'legal',
  'privacy_officer',
] as const satisfies readonly StaffRole[];
export type DeadlineOwner = (typeof deadlineOwners)[number];

/** Who may keep a clock of a kind: which clocks there are to look through for a role. */
export const ownersOfKind: Readonly<Record<DeadlineKind, readonly DeadlineOwner[]>> = {
  FIRST_ANSWER: ['support'],
  CORRECTION: ['privacy_officer', 'billing', 'support'],
  RIGHTS_ANSWER: ['privacy_officer'],
  RIGHT: ['privacy_officer'],
  AUTHORITY: ['legal'],
  COMMITMENT_ENDS: ['legal'],
  INCIDENT_REPORT: ['privacy_officer'],
  EMAIL_HOLD: ['support'],
  INFORMATION: ['support'],
  LEGAL_HOLD_ENDS: ['privacy_officer'],
  RETENTION: ['privacy_officer'],
  ERASURE: ['privacy_officer'],
};

/** One clock. `owner`: the role that keeps it; `assignee`: the employee who works on it. */
export interface Deadline {
  readonly kind: DeadlineKind;
  readonly dueAt: string;
  readonly startedAt: string;
  readonly owner: DeadlineOwner;
  readonly assignee: string | undefined;
  /** What it is about: a reference, an id. The customer may be a correspondent. */
  readonly about: { readonly customerId: string | undefined; readonly id: string };
  /** Of the law, or the clause of the policy. */
  readonly article: string;
}
