import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import { createKeks } from '../../lambda/crypto/kek.ts';
import { appName } from '../../lambda/crypto/wrapped-keys.ts';
import { encryptionContext, type FunctionKeyId, functionKeys } from '../../lambda/declared/function-keys.ts';
import { anchorKey, registersPrefix, rowsPrefix, tamperKey } from '../../lambda/store/archive-layout.ts';
import { createApp, createStage, resourcesOf, sorted, synthesize } from './synthesized-stage.ts';

const { data, edge, app } = synthesize(createStage(createApp()));

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}
const many = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const isStatement = (value: unknown): value is Statement =>
  typeof value === 'object' && value !== null && 'Effect' in value && 'Action' in value;

/** Every statement anywhere in a template, whatever kind of policy holds it. */
function statementsIn(value: unknown): Statement[] {
  if (isStatement(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(statementsIn);
}

/** What a person calls a resource: the table, key, bucket or log group that an intrinsic points to, and what follows. */
function named(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  if (typeof resource !== 'object' || resource === null) return String(resource);
  if ('Fn::Join' in resource) {
    const [, parts] = resource['Fn::Join'] as [string, unknown[]];
    return parts.map(named).join('').replace('arn:AWS::Partition', 'arn').replace('AWS::AccountId', '');
  }
  const [reference] = Object.values(resource).flat() as string[];
  const { name, stream } = /(?:Ref|GetAtt)?(?<name>[A-Za-z]+?)[0-9A-F]{8}(?<stream>StreamArn)?/.exec(
    reference?.replace(/.*ExportsOutput(FnGetAtt|Ref)/, '') ?? '',
  )?.groups ?? { name: reference, stream: undefined };
  return stream ? `${name}/stream` : String(name);
}

function tableOf(template: Template, name: string): string[] {
  const policies = Object.entries(resourcesOf(template, 'AWS::IAM::Policy'));
  const own = policies.filter(([id]) => id.startsWith(`${name}RoleDefaultPolicy`));
  return own
    .flatMap(([, { Properties }]) => statementsIn(Properties.PolicyDocument))
    .flatMap(({ Action, Resource, Condition }) =>
      many(Resource).map(
        (resource) =>
          `${named(resource)}: ${many(Action).join(' ')}${Condition ? ` if ${condition(Condition)}` : ''}`,
      ),
    )
    .sort();
}

const condition = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    each && typeof each === 'object' && 'Fn::ImportValue' in each ? named(each) : each,
  );

describe('what each function may do', () => {
  it.each(functionNames)('%s', (name) => {
    const lines = tableOf(app, name);
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(lines).toMatchSnapshot();
  });
});

describe('every policy', () => {
  const statements = [data, edge, app].flatMap((template) => statementsIn(template.toJSON()));
  const allowing = statements.filter(({ Effect }) => Effect === 'Allow');

  it('is found', () => {
    expect(statements.length).toBeGreaterThan(60);
  });

  it('names its actions: no kms:*, nor any service whole', () => {
    const actions = allowing.flatMap(({ Action }) => many(Action));
    expect(actions.filter((action) => /:\*$/.test(String(action)) || action === '*')).toEqual([]);
    expect(actions.filter((action) => /^kms:.*\*/.test(String(action)))).toEqual([]);
  });

  it('names its resources, but for X-Ray, the listing of streams and the invalidation after a deployment', () => {
    const everywhere = allowing.filter(
      (statement) => statement.Resource === '*' && !('Principal' in statement),
    );
    const actions = [...new Set(everywhere.flatMap(({ Action }) => many(Action)))];
    expect(sorted(actions.map(String))).toEqual([
      'cloudfront:CreateInvalidation',
      'cloudfront:GetInvalidation',
      'dynamodb:ListStreams',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('lets no role change or remove a row of the audit trail', () => {
    const audit = Object.values(resourcesOf(data, 'AWS::DynamoDB::Table')).find(({ Properties }) =>
      Properties.TableName.endsWith('-audit'),
    );
    const denied = statementsIn(audit?.Properties.ResourcePolicy);
    expect(denied.map(({ Effect, Condition }) => [Effect, Condition !== undefined])).toEqual([
      ['Deny', false],
      ['Deny', true],
    ]);
    const onAudit = functionNames
      .flatMap((name) => tableOf(app, name))
      .filter((line) => /^audit[:/]/.test(line));
    expect(onAudit.filter((line) => /DeleteItem|UpdateItem|BatchWrite|PartiQL/.test(line))).toEqual([]);
    for (const line of onAudit.filter((each) => each.includes('PutItem'))) {
      expect(line).toContain('TransactWriteItems');
    }
  });
});

describe('the write-once bucket', () => {
  const writersOf = (object: string) =>
    functionNames.filter((name) =>
      tableOf(app, name).some((line) => {
        const [, folder] = /-audit\/(.*)\*: .*s3:PutObject/.exec(line) ?? [];
        return folder !== undefined && object.startsWith(folder);
      }),
    );

  it('has a ledger of erasures that one function alone adds to', () => {
    expect(writersOf('ledger/x.json')).toEqual(['keeping']);
  });

  it('takes what functions put there from them, and nothing else', () => {
    expect(writersOf(`${rowsPrefix('2026-11-20', 'LANE')}x`)).toEqual(['jobs', 'archive']);
    expect(writersOf(`${registersPrefix('2026-11-20')}x`)).toEqual(['jobs', 'archive']);
    expect(writersOf(anchorKey('2026-11-20'))).toEqual(['jobs']);
    expect(writersOf(tamperKey('x'))).toEqual(['archive']);
    expect(writersOf('elsewhere/x')).toEqual([]);
  });
});

describe('the encryption contexts', () => {
  it.each(Object.keys(functionKeys) as FunctionKeyId[])('of %s stand in the key policy', (id) => {
    const key = Object.entries(resourcesOf(data, 'AWS::KMS::Key')).find(([logicalId]) =>
      new RegExp(`^Keys${id}[0-9A-F]{8}$`).test(logicalId),
    )?.[1];
    const uses = statementsIn(key?.Properties.KeyPolicy).filter(({ Sid }) => Sid?.startsWith('Use'));
    expect(uses.length).toBeGreaterThan(0);
    for (const { Condition } of uses) {
      const { StringEquals, ArnEquals } = Condition as Readonly<
        Record<'StringEquals' | 'ArnEquals', Record<string, unknown>>
      >;
      for (const [name, value] of Object.entries(encryptionContext(id))) {
        expect(StringEquals[`kms:EncryptionContext:${name}`]).toBe(value);
      }
      expect(ArnEquals['aws:PrincipalArn']).toBeDefined();
    }
  });

  it('are the ones that functions send', async () => {
    const sent: { name: string; context: Readonly<Record<string, string>> }[] = [];
    const wrappedKeys = {
      obtain: async () => Buffer.alloc(32),
      find: async (key: { name: string; context: Readonly<Record<string, string>> }) => {
        sent.push(key);
        return undefined;
      },
    };
    const kmsKeys = { contact: 'a', identity: 'b', payment: 'c', content: 'd' };
    const keks = createKeks({
      wrappedKeys,
      keyStore: {} as never,
      now: () => new Date(0),
      createsKeys: false,
      kmsKeys,
    });
    for (const id of ['contact', 'identity', 'payment', 'content'] as const) {
      await keks[id].find(1);
      expect(sent.at(-1)?.context).toMatchObject(encryptionContext(id));
    }
    for (const id of ['index', 'audit'] as const)
      expect(encryptionContext(id)).toMatchObject({ app: appName });
  });
});
