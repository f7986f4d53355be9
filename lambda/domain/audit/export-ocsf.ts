import type { AuditAction, AuditRow } from './row.ts';

/** OCSF activities of class 6003 (API Activity): 1 Create, 2 Read, 3 Update, 99 Other. */
const activities: Readonly<Record<AuditAction, readonly [id: number, name: string]>> = {
  READ: [2, 'Read'],
  LOOKUP: [2, 'Read'],
  READ_AUDIT_TRAIL: [2, 'Read'],
  REGISTER_CUSTOMER: [1, 'Create'],
  PROVIDE_IDENTITY_DETAILS: [1, 'Create'],
  LINK_CUSTOMER_REFERENCE: [1, 'Create'],
  DRAFT_POLICY: [1, 'Create'],
  PUBLISH_POLICY: [1, 'Create'],
  UPDATE_CONTACT_DETAILS: [3, 'Update'],
  UPDATE_PAYMENT_DETAILS: [3, 'Update'],
  SET_LANGUAGE: [3, 'Update'],
  APPROVE_POLICY: [3, 'Update'],
  VERIFY_EMAIL: [3, 'Update'],
  RESEND_VERIFICATION: [99, 'Other'],
  MAIL_BEGUN: [99, 'Other'],
  MAIL_DIVERTED: [99, 'Other'],
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
