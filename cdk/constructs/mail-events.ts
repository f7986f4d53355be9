import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventInvokeConfig, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { environment } from '../../lambda/declared/environment.ts';
import { acknowledge } from '../acknowledge.ts';
import { mailEventsTopicArn } from '../names.ts';
import type { StageConfig } from '../stage-config.ts';
import type { DeclaredFunction } from './declared-function.ts';

export interface MailEventsProps {
  readonly config: StageConfig;
  readonly configurationSet: ConfigurationSet;
  /** Its policy lets SES write to the topic, and SNS to the queue. */
  readonly storageKey: IKey;
}

/** What becomes of mails, as SES tells it: a topic that SES alone may publish to, and a queue of what was not taken. */
export class MailEvents extends Construct {
  /** Events that could not be delivered, and those that the function failed at to the end. They hold addresses. */
  readonly deadLetters: Queue;
  readonly #topic: Topic;
  readonly #config: StageConfig;
  readonly #storageKey: IKey;

  constructor(scope: Construct, id: string, { config, configurationSet, storageKey }: MailEventsProps) {
    super(scope, id);
    this.#config = config;
    this.#storageKey = storageKey;
    const topicName = mailEventsTopicArn(config).split(':').at(-1) as string;
    this.#topic = new Topic(this, 'Topic', { topicName, masterKey: storageKey, enforceSSL: true });
    // CDK lets SES publish, for this account and this configuration set alone.
    configurationSet.addEventDestination('Events', {
      configurationSetEventDestinationName: 'events',
      destination: EventDestination.snsTopic(this.#topic as ITopic),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
        EmailSendingEvent.DELIVERY_DELAY,
      ],
    });
    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: `${topicName}-dead-letters`,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: storageKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(
      this.deadLetters,
      'It is where dead letters lie: what fails here has nowhere further to go, and an alarm rings as soon as one arrives.',
      'AwsSolutions-SQS3',
      'Serverless-SQSRedrivePolicy',
    );
  }

  /** Has a function called with every event, lets it leave what it failed at, and tells it the topic. */
  tell(fn: DeclaredFunction): void {
    const { queueArn } = this.deadLetters;
    const subscription = this.#topic.addSubscription(
      new LambdaSubscription(fn.target, { deadLetterQueue: this.deadLetters as IQueue }),
    );
    acknowledge(
      subscription,
      'SNS calls an alias by its ARN as it does a function: only so does a deployment move what it calls.',
      'CloudFormation-Validate::W3694',
    );
    const retries = new EventInvokeConfig(fn, 'MailEvents', {
      function: fn.function as IFunction,
      qualifier: fn.alias.aliasName,
      onFailure: { bind: () => ({ destination: queueArn }) },
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
    });
    // Lambda leaves what failed with the role of the function. What CDK would grant is wider.
    fn.grant(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queueArn] }),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [this.#storageKey.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sqs.${this.#config.region}.amazonaws.com` } },
      }),
    );
    retries.node.addDependency(fn.role, fn.alias);
    fn.setEnvironment({ [environment.mailEventsTopic]: mailEventsTopicArn(this.#config) });
  }
}
