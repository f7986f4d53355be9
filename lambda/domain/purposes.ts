/**
 * What CloudFly may write to a customer for (policy section 2; design of the mail gate). Operational and marketing purposes can be
 * refused, each alone or all at once; duties cannot, and carry no advertising.
 */
export const operationalPurposes = [
  'PAYMENT_CONFIRMATION',
  'SERVICE_SUPPORT',
  'SERVICE_EXTENSION',
  'SERVICE_NOTICE',
  'BILLING_NOTICE',
] as const;
export const marketingPurposes = ['NEW_PRODUCTS', 'PROMOTIONS', 'SURVEYS'] as const;
export const dutyPurposes = [
  'EMAIL_VERIFICATION',
  'EMAIL_CHANGE_NOTICE',
  'POLICY_CHANGE',
  'INFORMATION_REQUEST',
  'REFUSAL_CONFIRMATION',
  'REQUEST_ANSWER',
  'DISCLOSURE_NOTICE',
  'SECURITY_NOTICE',
] as const;

export type OperationalPurpose = (typeof operationalPurposes)[number];
export type MarketingPurpose = (typeof marketingPurposes)[number];
export type DutyPurpose = (typeof dutyPurposes)[number];
export type MailPurpose = OperationalPurpose | MarketingPurpose | DutyPurpose;

/** Storing the data at all is a purpose of its own (P1.4): without it there is no customer record. */
export type ConsentPurpose = 'STORAGE' | OperationalPurpose | MarketingPurpose;
export const consentPurposes = [
  'STORAGE',
  ...operationalPurposes,
  ...marketingPurposes,
] as const satisfies readonly ConsentPurpose[];

/** Ways to reach a customer (P1.2). STORAGE stands without one: it reaches nobody. */
export const contactChannels = ['EMAIL', 'MESSAGE', 'PHONE'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** What a customer can refuse, each alone or all at once (P2.6). */
export const refusablePurposes = [...operationalPurposes, ...marketingPurposes] as const;
export type RefusablePurpose = (typeof refusablePurposes)[number];

export const isDuty = (purpose: MailPurpose): purpose is DutyPurpose => isOneOf(dutyPurposes, purpose);
export const isMarketing = (purpose: MailPurpose | ConsentPurpose): purpose is MarketingPurpose =>
  isOneOf(marketingPurposes, purpose);

/** Duties whose mail tells what only the customer may read, as every refusable purpose may: to a confirmed, healthy address alone (P3.3). */
export const confidentialDuties = [
  'INFORMATION_REQUEST',
  'REQUEST_ANSWER',
  'DISCLOSURE_NOTICE',
] as const satisfies readonly DutyPurpose[];

const isOneOf = (purposes: readonly string[], purpose: string): boolean => purposes.includes(purpose);
