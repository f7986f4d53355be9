import { describe, expect, it } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { functionNames } from '../../cdk/names.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { inboundFolders } from '../../lambda/declared/inbound-folders.ts';
import { limits } from '../../lambda/declared/limits.ts';
import { attachmentObject } from '../../lambda/domain/request/request.ts';
import { createInboundBucket } from '../../lambda/store/inbound-bucket.ts';
import { createApp, createStage, resourcesOf, sorted, synthesize } from './synthesized-stage.ts';

const { app, data } = synthesize(createStage(createApp()));
const config = stageConfig('dev');
const rule = `:receipt-rule-set/${config.namePrefix}-inbound:receipt-rule/every-mail`;
const declared = (wanted: (declaration: FunctionDeclaration) => unknown) =>
  functionNames.filter((name) => wanted(functions[name]));
const receivers = declared(({ receipts }) => receipts);

const bucketOf = (suffix: string) => {
  const [found] = Object.entries(resourcesOf(data, 'AWS::S3::Bucket')).filter(
    ([, { Properties }]) => Properties.BucketName === `${config.namePrefix}-${suffix}`,
  );
  if (!found) throw new Error(`There is no bucket ${suffix}.`);
  return { id: found[0], ...found[1] };
};
const bucket = bucketOf('inbound-mail');
const [keyId, key] =
  Object.entries(resourcesOf(data, 'AWS::KMS::Key')).find(([id]) => id.startsWith('Inbound')) ?? [];

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Principal?: unknown;
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
const many = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
/** SES alone, for this account and this rule. */
function expectOfRule(statement: Statement | undefined): void {
  expect(statement?.Principal).toEqual({ Service: 'ses.amazonaws.com' });
  expect(statement?.Condition?.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  expect(JSON.stringify(statement?.Condition?.ArnEquals?.['aws:SourceArn'])).toContain(`${rule}"`);
}

describe('the bucket of inbound mail', () => {
  it('is kept, closed, encrypted under a key of its own, and has no versions: what is deleted is gone', () => {
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: {
                SSEAlgorithm: 'aws:kms',
                KMSMasterKeyID: { 'Fn::GetAtt': [keyId, 'Arn'] },
              },
            },
          ],
        },
      },
    });
    expect(bucket.Properties.VersioningConfiguration).toBeUndefined();
    expect(bucket.Properties.ObjectLockConfiguration).toBeUndefined();
  });

  it('forgets raw mails in time, never what is sealed, and leftovers within a day', () => {
    const rules: readonly Readonly<Record<string, unknown>>[] =
      bucket.Properties.LifecycleConfiguration.Rules;
    const expiring = rules.filter((one) => 'ExpirationInDays' in one || 'ExpirationDate' in one);
    expect(expiring).toEqual([
      { Id: 'raw', Prefix: 'raw/', Status: 'Enabled', ExpirationInDays: limits.rawMailDays },
    ]);
    expect(rules).toContainEqual(
      expect.objectContaining({
        Status: 'Enabled',
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      }),
    );
  });

  it('has its folders where functions look', async () => {
    const keys: unknown[] = [];
    const s3 = { send: async ({ input }: { input: { Key: string } }) => keys.push(input.Key) && {} };
    await createInboundBucket({ s3: s3 as never, bucket: 'b' }).deleteRaw('id');
    expect(keys).toEqual([`${inboundFolders.raw}id`]);
    expect(attachmentObject('subject', 'id')).toBe(`${inboundFolders.sealed}subject/id`);
  });

  it('takes mails from SES, for the rule of this stage, where raw mails lie; nobody else is let in', () => {
    const policy = Object.values(resourcesOf(data, 'AWS::S3::BucketPolicy')).find(
      ({ Properties }) => Properties.Bucket.Ref === bucket.id,
    );
    const statements: readonly Statement[] = policy?.Properties.PolicyDocument.Statement;
    const [allowed, ...others] = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(others).toEqual([]);
    expectOfRule(allowed);
    expect(allowed?.Action).toBe('s3:PutObject');
    expect(allowed?.Resource).toEqual({
      'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket.id, 'Arn'] }, '/raw/*']],
    });
  });

  it('has a key that those may use, through S3 alone, who are declared for it, and SES for the rule', () => {
    const statements: readonly Statement[] = key?.Properties.KeyPolicy.Statement;
    const of = (sid: string) => statements.find(({ Sid }) => Sid === sid);
    expect(sorted(statements.map(({ Sid }) => String(Sid)))).toEqual([
      'Administration',
      'Filing',
      'KeepingSealed',
      'MailsThatComeIn',
      'ReadingSealed',
    ]);
    expect(key?.Properties.EnableKeyRotation).toBe(true);
    expectOfRule(of('MailsThatComeIn'));
    for (const [sid, access, actions] of [
      ['Filing', 'file', ['kms:Decrypt', 'kms:GenerateDataKey']],
      ['KeepingSealed', 'keepSealed', ['kms:Decrypt', 'kms:GenerateDataKey']],
    ] as const) {
      const { Action, Condition } = of(sid) ?? {};
      expect(many(Action)).toEqual(actions);
      expect(Condition?.StringEquals?.['kms:ViaService']).toBe('s3.ap-southeast-1.amazonaws.com');
      const named = many(Condition?.ArnEquals?.['aws:PrincipalArn']).map(
        (arn) => /:role\/cloudfly-privacy-dev-([A-Za-z]+)"/.exec(JSON.stringify(arn))?.[1],
      );
      expect(sorted(named.map(String))).toEqual(
        sorted(declared(({ inboundBucket }) => inboundBucket === access)),
      );
    }
  });
});

/** What a role may do on the bucket, as `action folder`, with the action `list` as the folders it may list. */
function allowedOn(name: string): string[] {
  const policies = Object.entries(resourcesOf(app, 'AWS::IAM::Policy')).filter(([id]) =>
    id.startsWith(`${name}RoleDefaultPolicy`),
  );
  return policies
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[])
    .flatMap(({ Action, Resource, Condition }) =>
      many(Resource).flatMap((resource) => {
        const folder = new RegExp(`:s3:::${config.namePrefix}-inbound-mail(?:/([^"]*))?"`).exec(
          JSON.stringify(resource),
        );
        if (!folder) return [];
        const within = folder[1] ?? JSON.stringify(Condition?.StringLike?.['s3:prefix'] ?? 'everything');
        return many(Action).map((action) => `${action} ${within}`);
      }),
    )
    .sort();
}

describe('functions', () => {
  it.each(functionNames)('%s may do with the bucket what it declares', (name) => {
    const { inboundBucket }: FunctionDeclaration = functions[name];
    const may = {
      file: [
        's3:DeleteObject raw/*',
        's3:DeleteObject sealed/*',
        's3:GetObject raw/*',
        's3:GetObject sealed/*',
        's3:ListBucket ["raw/*","sealed/*"]',
        's3:PutObject sealed/*',
      ],
      readSealed: ['s3:GetObject sealed/*', 's3:ListBucket ["sealed/*"]'],
      keepSealed: ['s3:GetObject sealed/*', 's3:ListBucket ["sealed/*"]', 's3:PutObject sealed/*'],
    };
    expect(allowedOn(name)).toEqual(inboundBucket ? may[inboundBucket] : []);
  });

  it('are told of mails by one rule: every address of the domain, over TLS, scanned, kept first', () => {
    expect(receivers).toEqual(['inboundMail']);
    const [set, ...otherSets] = Object.entries(resourcesOf(app, 'AWS::SES::ReceiptRuleSet'));
    const [found, ...others] = Object.values(resourcesOf(app, 'AWS::SES::ReceiptRule'));
    expect([otherSets, others]).toEqual([[], []]);
    expect(set?.[1].Properties.RuleSetName).toBe(`${config.namePrefix}-inbound`);
    const { RuleSetName, Rule } = found?.Properties ?? {};
    expect(RuleSetName).toEqual({ Ref: set?.[0] });
    const { Actions, ...rest } = Rule;
    expect(rest).toEqual({
      Name: 'every-mail',
      Enabled: true,
      Recipients: [config.mailDomain],
      ScanEnabled: true,
      TlsPolicy: 'Require',
    });
    expect(Actions).toEqual([
      // No key: SES would encrypt by itself, before S3 does.
      { S3Action: { BucketName: `${config.namePrefix}-inbound-mail`, ObjectKeyPrefix: 'raw/' } },
      {
        LambdaAction: {
          FunctionArn: { Ref: expect.stringMatching(/^inboundMailLive/) },
          InvocationType: 'Event',
        },
      },
    ]);
  });

  it('let SES call them for that rule alone, before the rule is made', () => {
    const bySes = Object.entries(resourcesOf(app, 'AWS::Lambda::Permission')).filter(
      ([, { Properties }]) => Properties.Principal === 'ses.amazonaws.com',
    );
    expect(bySes).toHaveLength(receivers.length);
    const [, permission] = bySes[0] ?? [];
    expect(permission?.Properties).toMatchObject({
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: expect.stringMatching(/^inboundMailLive/) },
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
    expect(JSON.stringify(permission?.Properties.SourceArn)).toContain(`${rule}"`);
    const [made] = Object.values(app.findResources('AWS::SES::ReceiptRule'));
    expect(made?.DependsOn).toContain(bySes[0]?.[0]);
  });

  it('leave what they failed at, whole, in a bucket of its own that forgets it with the mail', () => {
    const [invoked] = Object.entries(resourcesOf(app, 'AWS::Lambda::EventInvokeConfig'))
      .filter(([id]) => id.startsWith('inboundMail'))
      .map(([, { Properties }]) => Properties);
    expect(invoked).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 6 * 3600 });
    expect(invoked.Qualifier).not.toBe('$LATEST');
    const { Destination } = invoked.DestinationConfig.OnFailure;
    expect(JSON.stringify(Destination)).toContain(`:s3:::${config.namePrefix}-dead-receipts"`);
    expect(bucketOf('dead-receipts')).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
          ],
        },
        LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: limits.rawMailDays }] },
      },
    });
  });
});

it('tells the operator which rule set to make active, and where the MX record leads', () => {
  const outputs = Object.values(app.findOutputs('*'));
  expect(outputs).toContainEqual(expect.objectContaining({ Value: `${config.namePrefix}-inbound` }));
  expect(outputs).toContainEqual(
    expect.objectContaining({
      Description: `MX record of ${config.mailDomain}`,
      Value: '10 inbound-smtp.ap-southeast-1.amazonaws.com',
    }),
  );
});

it('gives functions the addresses that people answer to', () => {
  const wanting = declared(({ environment }) => environment.includes('SUPPORT_ADDRESS'));
  expect(wanting).toContain('inboundMail');
  for (const name of wanting) {
    const found = Object.values(resourcesOf(app, 'AWS::Lambda::Function')).find(
      ({ Properties }) => Properties.FunctionName === `${config.namePrefix}-${name}`,
    );
    expect(found?.Properties.Environment.Variables).toMatchObject({
      SUPPORT_ADDRESS: config.supportAddress,
      REFUSAL_ADDRESS: config.refusalAddress,
      MAIL_FROM: config.mailFrom,
    });
  }
});
