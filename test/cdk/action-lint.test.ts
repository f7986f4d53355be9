import { describe, expect, it } from 'vitest';
import { stageNames } from '../../cdk/stage-config.ts';
import { type FoundPolicy, type PolicyStatement, policiesOf } from './iam/cloud.ts';
import { lint } from './iam/lint.ts';
import { type Templates, templatesOf } from './iam/resolve.ts';
import { createApp, createStage, synthesize } from './synthesized-stage.ts';

const app = createApp();
const templates = Object.fromEntries(
  stageNames.map((stage) => [stage, templatesOf(synthesize(createStage(app, stage)))]),
) as Record<string, Templates>;

/** CDK's own copier of the page asks for every distribution; its rights are CDK's to write. */
const ofCopier = /^CustomCDKBucketDeployment\w+: (cloudfront:|none of its actions takes \*$)/;

describe.each(stageNames)('every policy of %s', (stage) => {
  const policies = policiesOf(templates[stage] as Templates);

  it('is found', () => {
    const types = new Set(policies.map(({ type }) => type));
    expect(types).toEqual(
      new Set([
        'AWS::DynamoDB::Table',
        'AWS::IAM::Policy',
        'AWS::KMS::Key',
        'AWS::S3::BucketPolicy',
        'AWS::SNS::TopicPolicy',
        'AWS::SQS::QueuePolicy',
      ]),
    );
  });

  it('names actions that exist, on what they take, under conditions that come with them', async () => {
    const lines = (await Promise.all(policies.map(lint))).flat();
    expect(lines.filter((line) => !ofCopier.test(line))).toEqual([]);
  });
});

describe('the lint finds', () => {
  const table = 'arn:aws:dynamodb:ap-southeast-1:111122223333:table/one';
  const bucket = 'arn:aws:s3:::one';
  const of = (statement: Partial<PolicyStatement>): FoundPolicy => ({
    id: 'one',
    type: 'AWS::IAM::Policy',
    roles: [],
    document: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table, ...statement }],
    },
  });
  const contextOf = { 'kms:EncryptionContext:app': 'one' };
  const key = 'arn:aws:kms:ap-southeast-1:111122223333:key/one';

  it.each([
    ['an action that does not exist', { Action: 'dynamodb:TransactWriteItems' }],
    ['a service that does not exist', { Action: 'dynamo:GetItem' }],
    ['an action on the bucket in place of its objects', { Action: 's3:GetObject', Resource: bucket }],
    ['an action on objects in place of their bucket', { Action: 's3:ListBucket', Resource: `${bucket}/*` }],
    ['an index for a table', { Action: 'dynamodb:PutItem', Resource: `${table}/index/one` }],
    ['an action of accounts on one table', { Action: 'dynamodb:ListStreams' }],
    ['a resource that no action takes', { Resource: [table, key] }],
    ['a condition that never comes', { Condition: { StringEquals: { 's3:prefix': 'raw/' } } }],
    [
      'a context where none is said',
      { Action: 'kms:DescribeKey', Resource: key, Condition: { StringEquals: contextOf } },
    ],
    ['a misspelt condition', { Condition: { StringEquals: { 'dynamodb:EnclosingOperations': 'one' } } }],
  ])('%s', async (_, statement) => {
    expect((await lint(of(statement))).length).toBeGreaterThan(0);
  });

  it('nothing in a sound one', async () => {
    expect(await lint(of({}))).toEqual([]);
    const context = { Condition: { StringEquals: contextOf } };
    expect(await lint(of({ Action: 'kms:Decrypt', Resource: key, ...context }))).toEqual([]);
  });
});
