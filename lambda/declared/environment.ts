/** Names of the environment variables that a function may be given. `runtime/env.ts` reads them, `cdk/` and `local/` set them. */
export const environment = {
  tableRecords: 'TABLE_RECORDS',
  tableKeys: 'TABLE_KEYS',
  tableAudit: 'TABLE_AUDIT',
  /** KMS keys, by id or ARN: one per class, one for blind indexes and other MAC keys, one for the audit, one that signs anchors. */
  keyContact: 'KMS_KEY_CONTACT',
  keyIdentity: 'KMS_KEY_IDENTITY',
  keyPayment: 'KMS_KEY_PAYMENT',
  keyContent: 'KMS_KEY_CONTENT',
  keyIndex: 'KMS_KEY_INDEX',
  keyAudit: 'KMS_KEY_AUDIT',
  keyAnchor: 'KMS_KEY_ANCHOR',
  /** Wraps the MAC key of refusal links; signs receipts. */
  keyRefusalLinks: 'KMS_KEY_REFUSAL_LINKS',
  keyReceipts: 'KMS_KEY_RECEIPTS',
  /** The identity provider of employees encrypts the codes under it that this product sends. */
  keySignIn: 'KMS_KEY_SIGN_IN',
  /** `true`: makes the first key of a class, and of the blind indexes. Without it a function seals under keys that are there. */
  createsKeys: 'CREATES_KEYS',
  /** Write-once bucket of the audit archive. */
  auditBucket: 'AUDIT_BUCKET',
  /** OpenID issuers and the clients accepted from each: `{"issuer","clientIds":[],"audience"?,"jwksUri"?,"jwks"?}` as JSON. */
  staffIssuer: 'STAFF_ISSUER',
  customerIssuer: 'CUSTOMER_ISSUER',
  serviceIssuer: 'SERVICE_ISSUER',
  /** Regular expression of the outside ticket system's references. */
  referencePattern: 'REFERENCE_PATTERN',
  /** Base address of the pages behind links in mails, without a trailing slash. */
  linksUrl: 'LINKS_URL',
  /** Sender of mails: `Name <address>`. */
  mailFrom: 'MAIL_FROM',
  /** Who sends and answers for personal data, for the foot of mails and for receipts: `Sender` as JSON. */
  mailSender: 'MAIL_SENDER',
  /** SES configuration set of outgoing mail. */
  mailConfigurationSet: 'MAIL_CONFIGURATION_SET',
  /** Address that takes refusals by mail; a token is put behind its local part, as `name+token@domain`. */
  refusalAddress: 'REFUSAL_ADDRESS',
  /** Bucket of inbound mail. */
  inboundBucket: 'INBOUND_BUCKET',
  /** Address that takes what people write; the reference of a request is put behind its local part, as `name+req-…@domain`. */
  supportAddress: 'SUPPORT_ADDRESS',
  /**
   * Page of the customers' frontend that takes what a mail asked for (P1.5). The token is put behind it, so it ends within its fragment, which no
   * server gets to see: `https://…/give-information#`.
   */
  informationPage: 'INFORMATION_PAGE',
  /** Domains of CloudFly's own sites, separated by commas: a link to any other place is shown with its notice (P5.2). */
  ownSites: 'OWN_SITES',
  /** Mails that SES takes a second, over all functions; campaigns are paced below it. */
  mailsPerSecond: 'MAILS_PER_SECOND',
  /** ARN of the topic that SES's events come through. */
  mailEventsTopic: 'MAIL_EVENTS_TOPIC',
  /** Origins a browser may call from, separated by commas. */
  allowedOrigins: 'ALLOWED_ORIGINS',
  /** `staff` (default) or `everyone`: who may introspect the schema. */
  introspection: 'INTROSPECTION',
  /** Employee budgets, overriding the defaults in `limits.ts`. */
  clearReadsPerHour: 'CLEAR_READS_PER_HOUR',
  maskedReadsPerHour: 'MASKED_READS_PER_HOUR',
  requestsPerMinute: 'REQUESTS_PER_MINUTE',
  registrationsPerHour: 'REGISTRATIONS_PER_HOUR',
} as const;
