import type { AuditAction, AuditRow } from './row.ts';

/** OCSF activities of class 6003 (API Activity): 1 Create, 2 Read, 3 Update, 99 Other. */
const activities: Readonly<Record<AuditAction, readonly [id: number, name: string]>> = {
  READ: [2, 'Read'],
  LOOKUP: [2, 'Read'],
  READ_AUDIT_TRAIL: [2, 'Read'],
  CONTACT_PERMISSION: [2, 'Read'],
  COUNT_CAMPAIGN: [2, 'Read'],
  READ_CHANGES: [2, 'Read'],
  REGISTER_CUSTOMER: [1, 'Create'],
  PROVIDE_IDENTITY_DETAILS: [1, 'Create'],
  LINK_CUSTOMER_REFERENCE: [1, 'Create'],
  DRAFT_POLICY: [1, 'Create'],
  PUBLISH_POLICY: [1, 'Create'],
  ACCEPT_POLICY: [1, 'Create'],
  RECORD_GUARDIAN_CONSENT: [1, 'Create'],
  RECORD_LEGAL_BASIS: [1, 'Create'],
  SEND_NOTICE: [1, 'Create'],
  DRAFT_CAMPAIGN: [1, 'Create'],
  IMPORT_CUSTOMER: [1, 'Create'],
  UPDATE_CONTACT_DETAILS: [3, 'Update'],
  UPDATE_PAYMENT_DETAILS: [3, 'Update'],
  SET_LANGUAGE: [3, 'Update'],
  APPROVE_POLICY: [3, 'Update'],
  VERIFY_EMAIL: [3, 'Update'],
  SET_CONSENTS: [3, 'Update'],
  REFUSE_ALL_EMAIL: [3, 'Update'],
  RECORD_REFUSAL: [3, 'Update'],
  REFUSE_BY_LINK: [3, 'Update'],
  REFUSE_BY_MAIL: [3, 'Update'],
  END_LEGAL_BASIS: [3, 'Update'],
  MARK_ADDRESS: [3, 'Update'],
  PUT_SERVICE_TERM: [3, 'Update'],
  APPROVE_CAMPAIGN: [3, 'Update'],
  START_CAMPAIGN: [3, 'Update'],
  PAUSE_CAMPAIGN: [3, 'Update'],
  RESUME_CAMPAIGN: [3, 'Update'],
  STOP_CAMPAIGN: [3, 'Update'],
  RESEND_VERIFICATION: [99, 'Other'],
  MAIL_BEGUN: [99, 'Other'],
  MAIL_DIVERTED: [99, 'Other'],
  MAIL_EVENT: [99, 'Other'],
  TEST_CAMPAIGN: [99, 'Other'],
  REQUEST_AUDIT_VERIFICATION: [99, 'Other'],
  OPERATION: [99, 'Other'],
};

/** OCSF user types by what stands before the colon of an actor: 1 User, 2 Admin, 3 System, 4 Service. */
const userTypes: Readonly<Record<string, number>> = {
  customer: 1,
  visitor: 1,
  staff: 2,
  system: 3,
  service: 4,
};

/**
 * An audit row as an event of the Open Cybersecurity Schema Framework: class 6003, API Activity, version 1.6.0. Ids and names
 * of fields only. The class requires an `src_endpoint`; ours is sealed, and the event says no more than that.
 */
export function ocsfEventOf(row: AuditRow): Readonly<Record<string, unknown>> {
  const [activityId, activityName] = activities[row.action] ?? [99, 'Other'];
  const isAllowed = row.outcome === 'ALLOWED';
  const { fields, view, purpose, reference, mailId, lane, seq } = row;
  return {
    category_uid: 6,
    category_name: 'Application Activity',
    class_uid: 6003,
    class_name: 'API Activity',
    activity_id: activityId,
    activity_name: activityName,
    type_uid: 600_300 + activityId,
    severity_id: isAllowed ? 1 : 2,
    severity: isAllowed ? 'Informational' : 'Low',
    time: Date.parse(row.at),
    status_id: isAllowed ? 1 : 2,
    status: isAllowed ? 'Success' : 'Failure',
    ...(row.code !== undefined && { status_code: row.code }),
    metadata: {
      version: '1.6.0',
      product: { name: 'CloudFly Privacy', vendor_name: 'CloudFly' },
      uid: `${lane}#${seq}`,
      correlation_uid: row.requestId,
      original_time: row.at,
    },
    actor: {
      user: {
        uid: row.actor.id,
        type_id: userTypes[row.actor.id.split(':', 1)[0] ?? ''] ?? 0,
        groups: row.actor.roles.map((name) => ({ name })),
      },
    },
    api: { operation: row.action, request: { uid: row.requestId } },
    src_endpoint: { name: 'sealed' },
    ...(row.customerId !== undefined && { resources: [{ uid: row.customerId, type: 'customer' }] }),
    unmapped: { fields, view, purpose, reference, mailId, lane, seq },
  };
}
