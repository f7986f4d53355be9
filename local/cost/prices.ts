/** Of which region, and when they were written down: from memory of AWS's public lists, without the lists at hand. */
export const pricesOf = { region: 'ap-southeast-1', written: '2026-11-22' } as const;

/** A price; `assumed` where it differs by region or changed of late, so that it is to be looked up before it decides anything. */
export interface Price {
  readonly usd: number;
  /** What it buys. */
  readonly per: number;
  readonly unit: string;
  readonly assumed?: true;
}

const million = 1_000_000;

/** Public on-demand prices, without free tiers, discounts or tax. */
export const prices = {
  'Lambda, arm64': { usd: 0.0000133334, per: 1, unit: 'GB-second' },
  'Lambda requests': { usd: 0.2, per: million, unit: 'request' },
  'API Gateway REST': { usd: 4.25, per: million, unit: 'request', assumed: true },
  'WAF requests': { usd: 0.6, per: million, unit: 'request' },
  'WAF lists': { usd: 5, per: 1, unit: 'web ACL a month' },
  'WAF rules': { usd: 1, per: 1, unit: 'rule a month' },
  CloudFront: { usd: 1.2, per: million, unit: 'request over HTTPS', assumed: true },
  'DynamoDB reads': { usd: 0.1425, per: million, unit: 'read request unit', assumed: true },
  'DynamoDB writes': { usd: 0.7125, per: million, unit: 'write request unit', assumed: true },
  'DynamoDB storage': { usd: 0.285, per: 1, unit: 'GB-month', assumed: true },
  'DynamoDB restore': { usd: 0.228, per: 1, unit: 'GB-month of point-in-time recovery', assumed: true },
  'KMS keys': { usd: 1, per: 1, unit: 'key a month' },
  'KMS requests': { usd: 0.03, per: 10_000, unit: 'request' },
  'SES mails': { usd: 0.1, per: 1000, unit: 'mail' },
  'SES mails in': { usd: 0.1, per: 1000, unit: 'mail' },
  SNS: { usd: 0.5, per: million, unit: 'event' },
  'S3 storage': { usd: 0.025, per: 1, unit: 'GB-month' },
  'S3 writes': { usd: 0.005, per: 1000, unit: 'PUT or LIST' },
  'S3 reads': { usd: 0.0004, per: 1000, unit: 'GET' },
  'Logs taken in': { usd: 0.7, per: 1, unit: 'GB', assumed: true },
  'Logs kept': { usd: 0.033, per: 1, unit: 'GB-month', assumed: true },
  Alarms: { usd: 0.1, per: 1, unit: 'alarm a month' },
  Metrics: { usd: 0.3, per: 1, unit: 'metric a month' },
  Dashboards: { usd: 3, per: 1, unit: 'dashboard a month' },
  Secrets: { usd: 0.4, per: 1, unit: 'secret a month' },
  'X-Ray': { usd: 5, per: million, unit: 'trace' },
  'Cognito staff': { usd: 0.02, per: 1, unit: 'user of a month, plan Plus', assumed: true },
  'Cognito tokens': { usd: 2.25, per: 1000, unit: 'token of a machine client', assumed: true },
  Cognito: { usd: 0.015, per: 1, unit: 'user of a month', assumed: true },
} as const satisfies Readonly<Record<string, Price>>;
export type Priced = keyof typeof prices;
