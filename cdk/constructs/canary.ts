import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { acknowledge } from '../acknowledge.ts';
import type { DeclaredFunction } from './declared-function.ts';

/** Ten in a hundred requests meet the new version for five minutes; an alarm in that time brings the old one back. */
export function deployByCanary(fn: DeclaredFunction, alarms: readonly IAlarm[]): LambdaDeploymentGroup {
  const group = new LambdaDeploymentGroup(fn, 'Canary', {
    alias: fn.alias,
    deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
    alarms: [...alarms],
    autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
  });
  acknowledge(
    group,
    'The policy that AWS keeps for shifting the aliases of functions; CodeDeploy alone assumes the role.',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
  );
  return group;
}
