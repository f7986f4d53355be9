import { Aws, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { LambdaInvocationType } from 'aws-cdk-lib/aws-ses-actions';
import { Construct } from 'constructs';
import { inboundFolders } from '../../lambda/declared/inbound-folders.ts';
import { bucketArn, bucketName, receiptRuleArn, receiptRuleName, receiptRuleSetName } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';
import type { DeclaredFunction } from './declared-function.ts';
import { objectStatement, storageUse } from './grants.ts';

/** Where Lambda puts events that failed to the end, in its own words: `aws/lambda/async/<function>/<day>/…`. */
const deadEventPrefix = 'aws/lambda/async/*';

/**
 * Mail that comes in: one rule for every address of the domain puts it into the bucket, and then calls the function with SES's verdicts. CloudFormation
 * makes the rule set and cannot make it the active one; nor is the MX record here. `docs/operations.md` says how.
 */
export class IncomingMail extends Construct {
  readonly #config: StageConfig;
  readonly #ruleSet: ReceiptRuleSet;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.#config = config;
    this.#ruleSet = new ReceiptRuleSet(this, 'Rules', { receiptRuleSetName: receiptRuleSetName(config) });
    // Of the stack, so that they are called what the docs call them.
    new CfnOutput(Stack.of(this), 'RuleSet', {
      description: 'Receipt rule set, to be made the active one',
      value: receiptRuleSetName(config),
    });
    new CfnOutput(Stack.of(this), 'MailExchanger', {
      description: `MX record of ${config.mailDomain}`,
      value: `10 inbound-smtp.${config.region}.amazonaws.com`,
    });
  }

  /** Has a function called with every mail, and keeps what it failed at to the end, whole. */
  tell(fn: DeclaredFunction, storageKey: Key): void {
    this.#keepFailures(fn, storageKey);
    fn.alias.addPermission('Receipts', {
      principal: new ServicePrincipal('ses.amazonaws.com'),
      sourceAccount: Aws.ACCOUNT_ID,
      sourceArn: receiptRuleArn(this.#config),
    });
    const rule = this.#ruleSet.addRule('EveryMail', {
      receiptRuleName,
      recipients: [this.#config.mailDomain],
      tlsPolicy: TlsPolicy.REQUIRE,
      scanEnabled: true,
      actions: [
        // CDK's own actions would let SES in by the account alone, for every rule there is.
        {
          bind: () => ({
            s3Action: {
              bucketName: bucketName(this.#config, 'inbound-mail'),
              objectKeyPrefix: inboundFolders.raw,
            },
          }),
        },
        {
          bind: () => ({
            lambdaAction: {
              functionArn: fn.alias.functionArn,
              invocationType: LambdaInvocationType.EVENT,
            },
          }),
        },
      ],
    });
    // SES tries whether it may call the function as the rule is made.
    rule.node.addDependency(fn.alias);
  }

  #keepFailures(fn: DeclaredFunction, storageKey: Key): void {
    const deadReceipts = bucketArn(this.#config, 'dead-receipts');
    const retries = new EventInvokeConfig(fn, 'Receipts', {
      function: fn.function as IFunction,
      qualifier: fn.alias.aliasName,
      onFailure: { bind: () => ({ destination: deadReceipts }) },
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
    });
    // Lambda puts what failed with the role of the function. What CDK would grant is wider.
    fn.grant(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [deadReceipts] }),
      objectStatement(fn, ['s3:PutObject'], `${deadReceipts}/${deadEventPrefix}`),
      storageUse(storageKey, 's3', ['kms:Decrypt', 'kms:GenerateDataKey']),
    );
    retries.node.addDependency(fn.role, fn.alias);
  }
}
