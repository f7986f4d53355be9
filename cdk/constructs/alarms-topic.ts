import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { StageConfig } from '../stage-config.ts';

/** The one encrypted topic that alarms go to, which alarms of this account alone may write to. */
export function createAlarmsTopic(
  scope: Construct,
  id: string,
  config: StageConfig,
  storageKey: IKey,
): Topic {
  const topic = new Topic(scope, id, {
    topicName: `${config.namePrefix}-alarms`,
    masterKey: storageKey,
    enforceSSL: true,
  });
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'AlarmsOfThisAccount',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
  if (config.alarmAddress) topic.addSubscription(new EmailSubscription(config.alarmAddress));
  return topic;
}
