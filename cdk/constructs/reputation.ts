import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

const ofAccount = (metricName: string): Metric =>
  new Metric({ namespace: 'AWS/SES', metricName, period: Duration.hours(1), statistic: Stats.MAXIMUM });

/**
 * Bounces and complaints of the whole account, as shares of its mails: SES puts an account under review at these, and stops its sending at 10 % and 0.5 %.
 * Source: Amazon SES Developer Guide, "Amazon SES sending review process FAQs".
 */
export const reputation = [
  {
    name: 'mail-bounces',
    meaning: 'Five in a hundred mails bounced: SES is about to stop sending.',
    metric: ofAccount('Reputation.BounceRate'),
    share: 0.05,
  },
  {
    name: 'mail-complaints',
    meaning: 'One in a thousand mails was reported as unwanted: SES is about to stop sending.',
    metric: ofAccount('Reputation.ComplaintRate'),
    share: 0.001,
  },
] as const;
