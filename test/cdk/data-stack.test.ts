import { describe, expect, it } from 'vitest';
import { stageConfig } from '../../cdk/config.ts';
import { functionNames } from '../../cdk/names.ts';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functionKeys } from '../../lambda/declared/function-keys.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { machineScopes, staffGroups } from '../../lambda/declared/sign-in.ts';
import { type TableDeclaration, type TableId, tables } from '../../lambda/declared/tables.ts';
import { serviceScopes, staffRoles } from '../../lambda/domain/access.ts';
import {
  createApp,
  createStage,
  resourcesOf,
  sorted,
  synthesize,
  type TemplateResource,
} from './synthesized-stage.ts';

const { app, data } = synthesize(createStage(createApp()));
const config = stageConfig('dev');
const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

/** What a template says of a table, in the words of a declaration. */
function declarationOf({ Properties: table }: TemplateResource) {
  const keys = (schema: { AttributeName: string; KeyType: string }[]) => {
    const name = (type: string) => schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
    return { partitionKey: name('HASH'), sortKey: name('RANGE') };
  };
  // biome-ignore lint/suspicious/noExplicitAny: JSON of a template
  const indexes = (table.GlobalSecondaryIndexes ?? []).map((index: any) => [
    index.IndexName,
    { ...keys(index.KeySchema), includes: index.Projection.NonKeyAttributes ?? [] },
  ]);
  return {
    ...keys(table.KeySchema),
    indexes: Object.fromEntries(indexes),
    stream: table.StreamSpecification?.StreamViewType,
    expiryAttribute: table.TimeToLiveSpecification?.AttributeName,
    appendOnly: table.ResourcePolicy ? true : undefined,
    restoreDays: table.PointInTimeRecoverySpecification.RecoveryPeriodInDays,
  };
}

describe.each(Object.keys(tables) as TableId[])('table %s', (id) => {
  const found = Object.values(resourcesOf(data, 'AWS::DynamoDB::Table')).find(
    ({ Properties }) => Properties.TableName === `${config.namePrefix}-${id}`,
  );
  const { nameVariable: _, ...declared }: TableDeclaration = tables[id];

  it('is deployed as it is declared', () => {
    expect(found && declarationOf(found)).toEqual({
      sortKey: undefined,
      stream: undefined,
      expiryAttribute: undefined,
      appendOnly: undefined,
      ...declared,
    });
  });

  it('is kept, restorable, encrypted under our key and limited in what it costs', () => {
    const limit = { MaxReadRequestUnits: 500, MaxWriteRequestUnits: 500 };
    expect(found).toMatchObject({
      ...kept,
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        OnDemandThroughput: limit,
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      },
    });
    for (const index of found?.Properties.GlobalSecondaryIndexes ?? []) {
      expect(index.OnDemandThroughput).toEqual(limit);
    }
    for (const { AttributeType } of found?.Properties.AttributeDefinitions ?? [])
      expect(AttributeType).toBe('S');
  });
});

it('deploys no table that is not declared', () => {
  data.resourceCountIs('AWS::DynamoDB::Table', Object.keys(tables).length);
});

describe('keys', () => {
  const found = Object.values(resourcesOf(data, 'AWS::KMS::Key'));

  it('are one for each declared key, one for what lies still and one for mail that comes in, all of them kept', () => {
    const aliases = Object.values(resourcesOf(data, 'AWS::KMS::Alias')).map(
      ({ Properties }) => Properties.AliasName,
    );
    const names = [...Object.keys(functionKeys), 'storage', 'inbound-mail'];
    expect(sorted(aliases)).toEqual(sorted(names.map((name) => `alias/${config.namePrefix}-${name}`)));
    expect(found).toHaveLength(names.length);
    for (const key of found) expect(key).toMatchObject(kept);
  });

  it('rotate, but for those that sign on P-256', () => {
    const signing = found.filter(({ Properties }) => Properties.KeyUsage === 'SIGN_VERIFY');
    expect(signing.map(({ Properties }) => Properties.KeySpec)).toEqual(['ECC_NIST_P256', 'ECC_NIST_P256']);
    for (const key of found.filter((each) => !signing.includes(each))) {
      expect(key.Properties.EnableKeyRotation).toBe(true);
    }
  });

  it('are administered without being usable by who administers them', () => {
    const usable = /^kms:(Encrypt|Decrypt|ReEncrypt.*|GenerateData.*|GenerateMac|Sign|CreateGrant)$/;
    for (const { Properties } of found) {
      const administration = Properties.KeyPolicy.Statement.find(
        ({ Sid }: { Sid: string }) => Sid === 'Administration',
      );
      expect(administration.Action).toContain('kms:PutKeyPolicy');
      expect(
        administration.Action.filter((action: string) => usable.test(action) || action.includes('*')),
      ).toEqual([]);
      for (const { Sid, Condition } of Properties.KeyPolicy.Statement) {
        if (Sid !== 'Administration') expect(Condition).toBeDefined();
      }
    }
  });
});

describe('the audit archive', () => {
  const bucket = Object.values(resourcesOf(data, 'AWS::S3::Bucket')).find(({ Properties }) =>
    Properties.BucketName.endsWith('-audit'),
  );

  it('is locked against everyone, versioned, closed and encrypted', () => {
    expect(bucket).toMatchObject({
      ...kept,
      Properties: {
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: config.auditLockDays } },
        },
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
          ],
        },
      },
    });
  });

  it('like every bucket, refuses whoever comes without TLS', () => {
    const policies = Object.values(resourcesOf(data, 'AWS::S3::BucketPolicy'));
    expect(policies).toHaveLength(Object.keys(resourcesOf(data, 'AWS::S3::Bucket')).length);
    for (const { Properties } of policies) {
      expect(Properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });

  it('keeps rows in production for five years', () => {
    expect(stageConfig('prod').auditLockDays).toBe(1825);
  });
});

describe('sign-in', () => {
  const pools = Object.values(resourcesOf(data, 'AWS::Cognito::UserPool'));
  const clients = Object.values(resourcesOf(data, 'AWS::Cognito::UserPoolClient')).map(
    ({ Properties }) => Properties,
  );

  it('has a group for each role of the domain, and a scope for each of its scopes', () => {
    const groups = Object.values(resourcesOf(data, 'AWS::Cognito::UserPoolGroup'));
    expect(sorted(groups.map(({ Properties }) => Properties.GroupName))).toEqual(sorted(staffRoles));
    expect(sorted(Object.keys(staffGroups))).toEqual(sorted(staffRoles));
    expect(sorted(Object.keys(machineScopes))).toEqual(sorted(serviceScopes));
  });

  it('asks everyone for a second factor and lets nobody sign up', () => {
    expect(pools).toHaveLength(2);
    for (const pool of pools) {
      expect(pool).toMatchObject({
        ...kept,
        Properties: {
          MfaConfiguration: 'ON',
          EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
          DeletionProtection: 'ACTIVE',
          AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
          UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
        },
      });
    }
  });

  it('has no mail of employees sent by Cognito itself: each goes to the function that is declared for it', () => {
    const [name, ...others] = functionNames.filter(
      (one) => (functions[one] as FunctionDeclaration).signInCodes,
    );
    expect(others).toEqual([]);
    const [pool] = pools.filter(({ Properties }) => Properties.UserPoolName.endsWith('-staff'));
    const { CustomEmailSender, KMSKeyID } = pool?.Properties.LambdaConfig ?? {};
    expect(CustomEmailSender.LambdaVersion).toBe('V1_0');
    expect(JSON.stringify(CustomEmailSender.LambdaArn)).toContain(
      `:function:${config.namePrefix}-${name}:live`,
    );
    expect(KMSKeyID['Fn::GetAtt'][0]).toMatch(/^KeyssignIn/);
  });

  it('has the address of employees put into access tokens by the function that is declared for it, and not of machines', () => {
    const [name, ...others] = functionNames.filter(
      (one) => (functions[one] as FunctionDeclaration).staffTokens,
    );
    expect(others).toEqual([]);
    for (const { Properties } of pools) {
      const trigger = Properties.LambdaConfig?.PreTokenGenerationConfig;
      if (!Properties.UserPoolName.endsWith('-staff')) expect(Properties.LambdaConfig).toBeUndefined();
      else {
        // The first version adds to ID tokens alone; those that add to access tokens need this plan.
        expect(trigger.LambdaVersion).toBe('V2_0');
        expect(Properties.UserPoolTier).toBe('PLUS');
        expect(JSON.stringify(trigger.LambdaArn)).toContain(`:function:${config.namePrefix}-${name}:live`);
      }
    }
  });

  it('lets the pool of employees, and nobody else, call the functions that it names', () => {
    const named = functionNames.filter((one) => {
      const { signInCodes, staffTokens } = functions[one] as FunctionDeclaration;
      return signInCodes || staffTokens;
    });
    const permissions = Object.values(resourcesOf(app, 'AWS::Lambda::Permission')).map(
      (one) => one.Properties,
    );
    for (const name of named) {
      const [allowed, ...others] = permissions.filter(({ FunctionName }) =>
        JSON.stringify(FunctionName).includes(`${name}Live`),
      );
      expect(others).toEqual([]);
      expect(allowed.Principal).toBe('cognito-idp.amazonaws.com');
      expect(allowed.SourceAccount).toEqual({ Ref: 'AWS::AccountId' });
      expect(JSON.stringify(allowed.SourceArn)).toContain('StaffPool');
    }
    const byCognito = permissions.filter(({ Principal }) => Principal === 'cognito-idp.amazonaws.com');
    expect(byCognito).toHaveLength(named.length);
  });

  it('gives staff a public client with a code, and machines secrets with their scopes alone', () => {
    const staff = clients.filter(({ AllowedOAuthFlows }) => AllowedOAuthFlows.includes('code'));
    expect(staff).toHaveLength(1);
    expect(staff[0]).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['https://privacy.dev.cloudfly.vn/graphiql/'],
    });
    const machines = clients.filter((client) => !staff.includes(client));
    expect(machines).toHaveLength(Object.keys(config.machineClients).length);
    // Without a word here Cognito takes passwords at its API from whoever knows the client's id.
    for (const client of clients) expect(client.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
    for (const client of machines) {
      expect(client).toMatchObject({ GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'] });
    }
  });
});
