import type { ProcessingPurpose, View } from '../access.ts';
import type { Origin } from '../viewer.ts';

/** What an audit row tells of. */
export const auditActions = [
  /** A whole operation, refused by its plan before anything of it ran. */
  'OPERATION',
  'READ',
  'LOOKUP',
  'REGISTER_CUSTOMER',
  'UPDATE_CONTACT_DETAILS',
  'PROVIDE_IDENTITY_DETAILS',
  'UPDATE_PAYMENT_DETAILS',
  'SET_LANGUAGE',
  'RESEND_VERIFICATION',
  'VERIFY_EMAIL',
  'LINK_CUSTOMER_REFERENCE',
  'DRAFT_POLICY',
  'APPROVE_POLICY',
  'PUBLISH_POLICY',
  'MAIL_BEGUN',
  'ACCEPT_POLICY',
  'SET_CONSENTS',
  'REFUSE_ALL_EMAIL',
  'RECORD_REFUSAL',
  'REFUSE_BY_LINK',
  'REFUSE_BY_MAIL',
  'RECORD_GUARDIAN_CONSENT',
  'RECORD_LEGAL_BASIS',
  'END_LEGAL_BASIS',
  'CONTACT_PERMISSION',
  'MAIL_EVENT',
  'MARK_ADDRESS',
  'REQUEST_EMAIL_CHANGE',
  'CONFIRM_EMAIL_CHANGE',
  'AGREE_TO_EMAIL_CHANGE',
  'STOP_EMAIL_CHANGE',
  'CANCEL_EMAIL_CHANGE',
  'ASSIST_EMAIL_CHANGE',
  'APPROVE_EMAIL_CHANGE',
  'EXPIRE_EMAIL_CHANGE',
  'SWITCH_ADDRESS',
  'REMIND_TO_CONFIRM',
  'SEND_NOTICE',
  'PUT_SERVICE_TERM',
  'OPEN_REQUEST',
  'REPLY_TO_REQUEST',
  'ASSIGN_REQUEST',
  'ADD_NOTE',
  'CLOSE_REQUEST',
  'SEND_FEEDBACK',
  'RECEIVE_MAIL',
  'FILE_MAIL',
  'DROP_MAIL',
  'GIVE_UP_MAIL',
  'RELEASE_QUARANTINED',
  'DISCARD_QUARANTINED',
  'SHRED_CORRESPONDENT',
  'REGISTER_RECIPIENT',
  'VERIFY_RECIPIENT',
  'REVOKE_RECIPIENT',
  'RECORD_COMMITMENT',
  'APPROVE_COMMITMENT',
  'END_COMMITMENT',
  'WARN_OF_COMMITMENT',
  'GRANT_PERMISSION',
  'REVOKE_PERMISSION',
  'OPEN_DISCLOSURE',
  'NAME_IN_DISCLOSURE',
  'VERIFY_DISCLOSURE',
  'APPROVE_DISCLOSURE',
  'REJECT_DISCLOSURE',
  'REVOKE_DISCLOSURE',
  'STOP_DISCLOSURE',
  'EXPIRE_DISCLOSURE',
  'WARN_OF_DISCLOSURE',
  'SEAL_DISCLOSURE',
  'ISSUE_COLLECTION_LINK',
  'READ_PASSPHRASE',
  'DISCLOSE',
  'COLLECT_DISCLOSURE',
  'CONFIRM_RECEIPT',
  'DISCLOSE_FOR_PAYMENT',
  'TELL_OF_DISCLOSURE',
  'REQUEST_RIGHT',
  'DECIDE_RIGHT',
  'EXTEND_RIGHT',
  'WITHDRAW_RIGHT',
  'GIVE_COPY',
  'RESTRICT_PROCESSING',
  'LIFT_RESTRICTION',
  'CLOSE_ACCOUNT',
  'BEGIN_ERASURE',
  'ERASURE_STEP',
  'ERASED',
  'CERTIFY_ERASURE',
  'PLACE_LEGAL_HOLD',
  'LIFT_LEGAL_HOLD',
  'REPLAY_LEDGER',
  'ROTATE_KEYS',
  'DESTROY_KEY',
  'RECORD_INCIDENT',
  'AMEND_INCIDENT',
  'REPORT_INCIDENT',
  'NOTIFY_OF_INCIDENT',
  'CLOSE_INCIDENT',
  'READ_ACCESS_LOG',
  'HOLD_EMAIL',
  'RECORD_HOLD_CONTACT',
  'RELEASE_EMAIL_HOLD',
  'REQUEST_INFORMATION',
  'ANSWER_INFORMATION_REQUEST',
  'DECLINE_INFORMATION_REQUEST',
  'EXPIRE_INFORMATION_REQUEST',
  'DRAFT_CAMPAIGN',
  'COUNT_CAMPAIGN',
  'TEST_CAMPAIGN',
  'APPROVE_CAMPAIGN',
  'START_CAMPAIGN',
  'PAUSE_CAMPAIGN',
  'RESUME_CAMPAIGN',
  'STOP_CAMPAIGN',
  'IMPORT_CUSTOMER',
  'READ_CHANGES',
  'MAIL_DIVERTED',
  'CORRECT_CUSTOMER',
  'REQUEST_CORRECTION',
  'ACCEPT_CORRECTION',
  'REFUSE_CORRECTION',
  'MARK_QUALITY',
  'REGISTER_OFF_SITE_LINK',
  'REMOVE_OFF_SITE_LINK',
  'REQUEST_AUDIT_VERIFICATION',
  'READ_AUDIT_TRAIL',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did it: `staff:<subject>`, `customer:<customerId>`, `service:<clientId>`, `visitor`, `system:<function>`. Opaque ids only. */
export interface AuditActor {
  readonly id: string;
  readonly roles: readonly string[];
}

/** What the domain says about one act; the store adds the place in a chain. Names of fields, never values (P6.4). */
export interface AuditEntry {
  readonly action: AuditAction;
  readonly actor: AuditActor;
  readonly outcome: 'ALLOWED' | 'REFUSED';
  /** The refusal's code. */
  readonly code?: string;
  readonly customerId?: string;
  readonly fields?: readonly string[];
  readonly view?: View;
  readonly purpose?: ProcessingPurpose;
  /** An id that matched the configured pattern or resolved. */
  readonly reference?: string;
  /** The mail it is about. */
  readonly mailId?: string;
  readonly requestId: string;
  /** Sealed under the month's key before it is stored; absent for the system's own acts. */
  readonly origin?: Origin;
}

/** A stored row. `at` is RFC 3339 with milliseconds. */
export interface AuditRow extends Omit<AuditEntry, 'origin'> {
  readonly at: string;
  readonly lane: string;
  /** Place in the lane, from 1. */
  readonly seq: number;
  /** Its place in a trail: what `AuditQuery.after` takes to go on behind it. */
  readonly cursor: string;
}

/** One of customer, actor or day is given: what the trail is read by. */
export interface AuditQuery {
  readonly customerId?: string;
  readonly actor?: string;
  /** UTC day, `YYYY-MM-DD`. */
  readonly day?: string;
  /** Only acts of these kinds that were allowed, and of readings those of a value. Goes with `customerId` alone. */
  readonly sights?: readonly AuditAction[];
  /** Only rows at or before an instant. */
  readonly until?: string;
  readonly first: number;
  readonly after: string | undefined;
}
