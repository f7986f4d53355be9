/** Groups of the staff issuer, as its tokens carry them in `cognito:groups`, each with what it is for. */
export const staffGroups = {
  support: 'Answers customers: reads contact data and what customers wrote',
  billing: 'Invoices: reads contact and payment data',
  legal: 'Disclosures: reads no values',
  privacy_officer: 'Answers for the policy: reads contact, identity and content, and the audit trail',
  marketing: 'Campaigns: reads no customer',
  auditor: 'Reads the audit trail',
  operator: 'Runs the product: reads no customer',
} as const;

/** Scopes of machine clients, each with what it allows. */
export const machineScopes = {
  'customers:link': 'Link a customer to a number in another system',
  'customers:read': 'Find a customer by a number in another system',
  'services:write': 'Record the term of a service',
  'mail:send': 'Ask for a notice to a customer',
  'payments:disclose': 'Receive payment details for a payment',
  'contact:check': 'Ask whether a customer may be contacted',
  'changes:read': 'Follow changes of consent, restriction, erasure and address',
} as const;

/** Cognito writes a scope as `<resource server>/<scope>`. */
export const machineResourceServer = 'privacy';
