import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { environment } from '../../lambda/declared/environment.ts';
import { acknowledge } from '../acknowledge.ts';
import type { DeclaredFunction } from './declared-function.ts';

/**
 * Lets a function send under one sender's address, through the configuration set. Of identities it names none: SES asks for the sender's, and, where
 * the receiver's address is verified in the account as its sandbox wants, for that one as well. The sender's address is what binds it.
 */
export function grantMail(
  fn: DeclaredFunction,
  { from, configurationSet }: { from: string; configurationSet: string },
): void {
  const arn = (resource: string) =>
    `arn:${Aws.PARTITION}:ses:${Stack.of(fn).region}:${Aws.ACCOUNT_ID}:${resource}`;
  acknowledge(
    fn.role,
    "SES asks for the identity of a verified receiver beside the sender's; every mail is bound to one sender's address by a condition.",
    `AwsSolutions-IAM5[Resource::${arn('identity/*').replace(Aws.PARTITION, '<AWS::Partition>').replace(Aws.ACCOUNT_ID, '<AWS::AccountId>')}]`,
  );
  fn.grant(
    new PolicyStatement({
      actions: ['ses:SendRawEmail'],
      resources: [arn('identity/*'), arn(`configuration-set/${configurationSet}`)],
      conditions: { StringEquals: { 'ses:FromAddress': addressOf(from) } },
    }),
  );
  fn.setEnvironment({ [environment.mailFrom]: from, [environment.mailConfigurationSet]: configurationSet });
}

/** The address in `Name <address>`. */
export function addressOf(sender: string): string {
  const address = /<([^<>\s]+@[^<>\s]+)>$/.exec(sender)?.[1];
  if (!address) throw new Error(`The sender of mails is written as "Name <address>", not as "${sender}".`);
  return address;
}
