import * as z from 'zod/mini';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

const account = z.object({
  ProductionAccessEnabled: z.optional(z.boolean()),
  SendingEnabled: z.optional(z.boolean()),
  EnforcementStatus: z.optional(z.string()),
  SendQuota: z.optional(z.object({ Max24HourSend: z.number(), MaxSendRate: z.number() })),
});

/** SES lets the account send, to anybody, and as fast as campaigns are paced. */
export const checkSendingAccount: StageCheck = async ({ calls, config }) => {
  const found = await calls.get('ses', '/v2/email/account', account);
  if (!found.ProductionAccessEnabled)
    return missing(
      'SES keeps the account in its sandbox: it sends to verified addresses alone',
      `aws sesv2 put-account-details --region ${config.region} --production-access-enabled --mail-type TRANSACTIONAL --website-url https://${config.siteDomain} (docs/deploying.md, step 5, says what to write)`,
    );
  if (!found.SendingEnabled || found.EnforcementStatus !== 'HEALTHY')
    return missing(
      `SES does not let the account send freely (${found.EnforcementStatus ?? 'sending is off'})`,
      'read what SES wrote to the account, mend what it names, and answer it in the SES console under "Account dashboard"',
    );
  const { Max24HourSend = 0, MaxSendRate = 0 } = found.SendQuota ?? {};
  return MaxSendRate >= config.mailsPerSecond || MaxSendRate < 0
    ? fine(`SES takes ${MaxSendRate} mails a second and ${Max24HourSend} a day`)
    : missing(
        `SES takes ${MaxSendRate} mails a second, and campaigns are paced at ${config.mailsPerSecond}`,
        `ask for a higher rate (aws service-quotas, service ses), or lower mailsPerSecond of ${config.stage} in cdk/config.ts and deploy`,
      );
};
