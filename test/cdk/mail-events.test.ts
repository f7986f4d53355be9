import { describe, expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { createApp, createStage, resourcesOf, sorted, synthesize } from './synthesized-stage.ts';

const { app, data } = synthesize(createStage(createApp()));
const topics = Object.entries(resourcesOf(app, 'AWS::SNS::Topic'));
const [topicId, topic] =
  topics.find(([, { Properties }]) => Properties.TopicName === 'cloudfly-privacy-dev-mail-events') ?? [];
const [[queueId, queue] = []] = Object.entries(resourcesOf(app, 'AWS::SQS::Queue'));
const ownAccount = { Ref: 'AWS::AccountId' };
/** Condition keys mean the same however they are written. */
const lower = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));

describe('events of mails', () => {
  it('come from every mail: all that SES tells but openings and clicks', () => {
    const [destination, ...others] = Object.values(
      resourcesOf(app, 'AWS::SES::ConfigurationSetEventDestination'),
    );
    expect(others).toEqual([]);
    expect(destination?.Properties.EventDestination).toEqual({
      Enabled: true,
      Name: 'events',
      MatchingEventTypes: [
        'send',
        'delivery',
        'bounce',
        'complaint',
        'reject',
        'renderingFailure',
        'deliveryDelay',
      ],
      SnsDestination: { TopicARN: { Ref: topicId } },
    });
  });

  it('go through a topic that SES alone may write to, for this account and this configuration set', () => {
    expect(topic?.Properties.KmsMasterKeyId).toBeDefined();
    const policy = Object.values(resourcesOf(app, 'AWS::SNS::TopicPolicy')).find(
      ({ Properties }) => Properties.Topics[0].Ref === topicId,
    )?.Properties.PolicyDocument;
    const [denied, allowed, ...others] = policy.Statement;
    expect(others).toEqual([]);
    expect(denied).toMatchObject({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(allowed).toMatchObject({ Effect: 'Allow', Action: 'sns:Publish' });
    expect(allowed.Principal).toEqual({ Service: 'ses.amazonaws.com' });
    const conditions = lower(allowed.Condition.StringEquals);
    expect(conditions['aws:sourceaccount']).toEqual(ownAccount);
    expect(JSON.stringify(conditions['aws:sourcearn'])).toContain(':configuration-set/');
  });

  it('are readable under a key that SES and SNS may use for them alone', () => {
    const key = Object.entries(resourcesOf(data, 'AWS::KMS::Key')).find(([id]) =>
      id.startsWith('StorageKey'),
    )?.[1];
    const of = (sid: string) =>
      key?.Properties.KeyPolicy.Statement.find(({ Sid }: { Sid: string }) => Sid === sid);
    for (const [sid, service, source] of [
      ['MailEvents', 'ses', ':configuration-set/cloudfly-privacy-dev-mail'],
      ['MailEventsNotTaken', 'sns', ':cloudfly-privacy-dev-mail-events'],
    ] as const) {
      const { Principal, Action, Condition } = of(sid);
      expect(Principal).toEqual({ Service: `${service}.amazonaws.com` });
      expect(Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
      expect(Condition.StringEquals).toEqual({ 'aws:SourceAccount': ownAccount });
      expect(JSON.stringify(Condition.ArnEquals['aws:SourceArn'])).toContain(source);
    }
  });

  it('reach the function that is declared for them, at its alias, and lie in a queue when they do not', () => {
    const declared = functionNames.filter((name) => (functions[name] as FunctionDeclaration).topic);
    const subscriptions = Object.values(resourcesOf(app, 'AWS::SNS::Subscription'));
    expect(subscriptions).toHaveLength(declared.length);
    const deadLetters = { 'Fn::GetAtt': [queueId, 'Arn'] };
    for (const name of declared) {
      const own = subscriptions.find(({ Properties }) => Properties.Endpoint.Ref.startsWith(`${name}Live`));
      expect(own?.Properties).toMatchObject({
        TopicArn: { Ref: topicId },
        Protocol: 'lambda',
        RedrivePolicy: { deadLetterTargetArn: deadLetters },
      });
      const config = Object.entries(resourcesOf(app, 'AWS::Lambda::EventInvokeConfig')).find(([id]) =>
        id.startsWith(name),
      )?.[1].Properties;
      expect(config.DestinationConfig).toEqual({ OnFailure: { Destination: deadLetters } });
      expect(config.Qualifier).not.toBe('$LATEST');
    }
    expect(queue?.Properties).toMatchObject({
      KmsMasterKeyId: expect.anything(),
      MessageRetentionPeriod: 14 * 86_400,
    });
  });

  it('lie in a queue that SNS writes to for the topic alone, over TLS alone', () => {
    const [policy] = Object.values(resourcesOf(app, 'AWS::SQS::QueuePolicy'));
    const statements: { Effect: string; Principal: unknown; Condition: unknown }[] =
      policy?.Properties.PolicyDocument.Statement;
    expect(sorted(statements.map(({ Effect }) => Effect))).toEqual(['Allow', 'Deny']);
    expect(statements.find(({ Effect }) => Effect === 'Allow')).toMatchObject({
      Action: 'sqs:SendMessage',
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': { Ref: topicId } } },
    });
  });
});
