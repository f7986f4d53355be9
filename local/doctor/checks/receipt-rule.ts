import { DescribeActiveReceiptRuleSetCommand } from '@aws-sdk/client-ses';
import { bucketName, receiptRuleName, receiptRuleSetName } from '../../../cdk/names.ts';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';

/** The stage's rule set is the active one of account and region, with its rule as it was deployed. */
export const checkReceiptRule: StageCheck = async ({ ses, config }) => {
  const ruleSet = receiptRuleSetName(config);
  const { Metadata, Rules = [] } = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  if (Metadata?.Name !== ruleSet)
    return missing(
      Metadata?.Name ? `another rule set is active: ${Metadata.Name}` : 'no receipt rule set is active',
      `aws ses set-active-receipt-rule-set --region ${config.region} --rule-set-name ${ruleSet} (one is active in an account and region: another stops)`,
    );
  const rule = Rules.find(({ Name }) => Name === receiptRuleName);
  const keepsAndTells =
    rule?.Enabled === true &&
    rule.TlsPolicy === 'Require' &&
    rule.ScanEnabled === true &&
    rule.Recipients?.includes(config.mailDomain) === true &&
    rule.Actions?.some(({ S3Action }) => S3Action?.BucketName === bucketName(config, 'inbound-mail')) &&
    rule.Actions.some(({ LambdaAction }) => LambdaAction?.FunctionArn?.endsWith(':live'));
  return keepsAndTells
    ? fine('the receipt rule set is active, and its rule keeps and tells of every mail')
    : missing(
        `the rule ${receiptRuleName} is not as it was deployed`,
        `aws ses describe-active-receipt-rule-set --region ${config.region}; undo what differs, or npx cdk deploy '${config.stage}/app'`,
      );
};
