import { describe, expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import { environment } from '../../lambda/declared/environment.ts';
import { encryptionContext, type FunctionKeyId, functionKeys } from '../../lambda/declared/function-keys.ts';
import { tables } from '../../lambda/declared/tables.ts';
import { judgedCloud } from './iam/cloud.ts';
import { expectedOf } from './iam/expected.ts';
import { allowed } from './iam/judge.ts';
import { account, templatesOf } from './iam/resolve.ts';
import { surprises } from './iam/surprises.ts';
import { createApp, createStage, sorted, synthesize } from './synthesized-stage.ts';

const prefix = 'cloudfly-privacy-dev';
const cloud = judgedCloud(templatesOf(synthesize(createStage(createApp()))), prefix);
const keyIds = Object.keys(functionKeys) as FunctionKeyId[];

describe('the rights of each function are those of its declaration', () => {
  it.each(functionNames)('%s', async (name) => {
    const expected = expectedOf(name, cloud);
    expect(expected.filter(({ may }) => !may).length).toBeGreaterThan(400);
    expect(expected.filter(({ may }) => may).length).toBeGreaterThanOrEqual(4);
    expect(await surprises(cloud, cloud.role[name], expected)).toEqual([]);
  });

  it('grants more than twenty kinds of action between them', () => {
    const granted = functionNames.flatMap((name) => expectedOf(name, cloud).filter(({ may }) => may));
    expect(new Set(granted.map(({ action }) => action)).size).toBeGreaterThan(20);
  });
});

describe('whoever may everything by a role of the account', () => {
  const principal = `arn:aws:iam::${account}:role/Administrator`;
  const administered = {
    ...cloud,
    identity: new Map([
      [
        principal,
        [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' } as const] }],
      ],
    ]),
  } as unknown as typeof cloud;
  const may = (action: string, resource: string, context: Readonly<Record<string, string>> = {}) =>
    allowed(administered, { principal, action, resource, context });

  it.each([...keyIds, 'inbound-mail'])('cannot use the key %s, and can keep it', async (id) => {
    const key = cloud.key[id] as string;
    const right = id === 'inbound-mail' ? {} : encryptionContext(id as FunctionKeyId);
    const context = Object.fromEntries(
      Object.entries(right).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
    );
    for (const action of ['Decrypt', 'GenerateDataKey', 'Encrypt', 'ReEncryptFrom']) {
      expect(await may(`kms:${action}`, key, context), action).toBe(false);
      const throughS3 = { ...context, 'kms:ViaService': 's3.ap-southeast-1.amazonaws.com' };
      expect(await may(`kms:${action}`, key, throughS3), action).toBe(false);
    }
    for (const action of ['Sign', 'GenerateMac', 'CreateGrant'])
      expect(await may(`kms:${action}`, key), action).toBe(false);
    expect(await may('kms:PutKeyPolicy', key)).toBe(true);
  });

  it('can neither change nor remove a row of the audit trail, and can of another table', async () => {
    const table = (id: string) => `arn:aws:dynamodb:ap-southeast-1:${account}:table/${prefix}-${id}`;
    for (const action of ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PutItem', 'PartiQLDelete']) {
      expect(await may(`dynamodb:${action}`, table('audit')), action).toBe(false);
      expect(await may(`dynamodb:${action}`, table('records')), action).toBe(true);
    }
  });

  it('can neither cover nor hide what lies in the archive, and can add to it', async () => {
    const one = `arn:aws:s3:::${prefix}-audit/ledger/one`;
    expect(await may('s3:PutObject', one)).toBe(false);
    expect(await may('s3:DeleteObject', one)).toBe(false);
    expect(await may('s3:PutObject', one, { 's3:if-none-match': '*' })).toBe(true);
    expect(await may('s3:PutObject', `arn:aws:s3:::${prefix}-dead-batches/one`)).toBe(true);
  });
});

describe('every function', () => {
  it.each(functionNames)('%s is told the tables, keys and buckets of this stage', (name) => {
    const told = cloud.environment[name];
    const right: Record<string, string> = {
      ...Object.fromEntries(
        Object.entries(tables).map(([id, { nameVariable }]) => [nameVariable, `${prefix}-${id}`]),
      ),
      ...Object.fromEntries(keyIds.map((id) => [functionKeys[id].variable, cloud.key[id] as string])),
      [environment.auditBucket]: `${prefix}-audit`,
      [environment.inboundBucket]: `${prefix}-inbound-mail`,
    };
    for (const [variable, value] of Object.entries(right))
      if (told[variable] !== undefined) expect(told[variable], variable).toBe(value);
  });

  it('has a role of its own, and beside theirs there are two policies at most', () => {
    const roles = functionNames.map((name) => cloud.role[name]);
    expect(new Set(roles).size).toBe(functionNames.length);
    const others = [...cloud.identity.keys()].filter((arn) => !roles.includes(arn));
    expect(sorted(others.map((arn) => arn.split('/').at(-1) as string))).toEqual([
      expect.stringMatching(/^CustomCDKBucketDeployment/),
    ]);
  });
});
