/**
 * Who answers for the personal data (L91 9(2)): printed on receipts and in mails. The operator sees to it that it is true before a
 * stage goes live.
 */
export const controller = {
  name: 'CloudFly',
  /** ISO 3166-1 alpha-2. */
  country: 'VN',
  website: 'https://cloudfly.vn',
  email: 'privacy@cloudfly.vn',
  /** Where the policy stands for everybody to read. */
  policyUrl: 'https://cloudfly.vn/privacy-policy',
} as const;
