import { describeStack } from '../describe-stack.ts';
import type { StageCheck } from '../examined.ts';
import { fine, missing } from '../finding.ts';
import { membersOf, textIn } from '../read-xml.ts';

/** Somebody is woken: the topic of alarms has a subscription that its receiver confirmed. */
export const checkAlarmsTopic: StageCheck = async ({ calls, config }) => {
  const stack = await describeStack(calls, `${config.namePrefix}-app`);
  if (!stack) return missing('there is no app stack', `npx cdk deploy '${config.stage}/app'`);
  const TopicArn = `arn:aws:sns:${config.region}:${stack.account}:${config.namePrefix}-alarms`;
  const answer = await calls.query('sns', '2010-03-31', 'ListSubscriptionsByTopic', { TopicArn });
  const arns = membersOf(answer, 'Subscriptions').map((one) => textIn(one, 'SubscriptionArn') ?? '');
  const confirmed = arns.filter((arn) => arn.startsWith('arn:'));
  if (confirmed.length > 0) return fine(`alarms reach ${confirmed.length} subscription(s)`);
  return arns.length > 0
    ? missing('nobody confirmed to be told of alarms', 'open the mail of SNS at that address and confirm it')
    : missing(
        'alarms reach nobody',
        `set alarmAddress of ${config.stage} in cdk/config.ts and deploy the app stack, or aws sns subscribe --region ${config.region} --topic-arn ${TopicArn}`,
      );
};
