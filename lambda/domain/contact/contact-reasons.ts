/** Every answer of the gate of contact. */
export const contactReasons = [
  // allowed
  'DUTY',
  'CONSENT',
  'AGREEMENT',
  'LEGAL_BASIS',
  // refused
  'REFUSED',
  'RESTRICTED',
  'NO_POLICY_IN_FORCE',
  'PURPOSE_NOT_IN_POLICY',
  'NO_CONSENT',
  'CONSENT_STALE',
  'GUARDIAN_NEEDED',
  'ASSOCIATION_ENDED',
  'ADDRESS_UNVERIFIED',
  'ADDRESS_BOUNCING',
  'ADDRESS_COMPLAINED',
  'ADDRESS_GIVEN_UP',
  'ADDRESS_HELD',
  'ALREADY_VERIFIED',
  'OUTSIDE_HOURS',
  'QUOTA_SPENT',
] as const;
export type ContactReason = (typeof contactReasons)[number];
