import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** What the foot of advertising mails must say (D91 19-20), and who is woken. Both are settings, which nothing in AWS can tell. */
export const checkSenderParticulars: StageCheck = async ({ config }) => {
  const lacking = (['postalAddress', 'phone'] as const).filter((part) => !config.mailSender[part]?.trim());
  return lacking.length === 0
    ? fine('the sender has an address and a phone number')
    : missing(
        `the sender has no ${lacking.join(' and no ')}: no campaign may be sent (D91 19-20)`,
        `set mailSender of ${config.stage} in cdk/config.ts and deploy the app stack`,
      );
};
