import { describe, expect, it } from 'vitest';
import { functionNames } from '../../cdk/names.ts';
import type { FunctionName } from '../../lambda/declared/functions.ts';
import { type JudgedCloud, judgedCloud, many, type Policy, type PolicyStatement } from './iam/cloud.ts';
import { expectedOf } from './iam/expected.ts';
import { templatesOf } from './iam/resolve.ts';
import { surprises } from './iam/surprises.ts';
import { createApp, createStage, synthesize } from './synthesized-stage.ts';

// The matrix is worth what it finds: one statement after the other is widened in a copy, and each time some case must fail.

const templates = templatesOf(synthesize(createStage(createApp())));
const sound = judgedCloud(templates, 'cloudfly-privacy-dev');

type Widening = (statement: PolicyStatement) => PolicyStatement | undefined;
const service = (statement: PolicyStatement) => many(statement.Action)[0]?.split(':')[0] as string;

const ofRoles: Readonly<Record<string, Widening>> = {
  'to every resource': (statement) =>
    statement.Resource === '*' ? undefined : { ...statement, Resource: '*' },
  'to every action of its service': (statement) => ({ ...statement, Action: `${service(statement)}:*` }),
  'to any condition': ({ Condition, ...statement }) => (Condition ? statement : undefined),
};

/** Of all that is asked, what may be answered otherwise once a statement is widened: it is refused so far, and within what was widened. */
const asked = (name: FunctionName, { Action, Resource }: PolicyStatement) =>
  expectedOf(name, sound)
    .filter(({ may, action, resource }) => !may && covers(Action, action) && covers(Resource, resource))
    .flatMap(({ layers = ['whole'], ...expected }) => {
      const touched = layers.filter((layer) => layer !== 'resource');
      return touched.length > 0 ? [{ ...expected, layers: touched }] : [];
    });
const covers = (patterns: string | readonly string[], text: string) =>
  many(patterns).some((pattern) => {
    const [start = '', ...more] = pattern.split('*');
    return more.length > 0 ? text.startsWith(start) : text === pattern;
  });

/** With one statement of a role's policy in place of another. */
function withStatement(arn: string, index: number, widened: PolicyStatement): JudgedCloud {
  const [policy] = sound.identity.get(arn) as readonly [Policy];
  const spoiled = {
    ...policy,
    Statement: policy.Statement.map((each, at) => (at === index ? widened : each)),
  };
  return { ...sound, identity: new Map([...sound.identity, [arn, [spoiled]]]) };
}

// Between them they have every kind of statement that there is.
const spoiledFunctions = ['mailEvents', 'inboundMail', 'signInMail', 'jobs', 'keeping'] as const;
const seen = new Set<string>();
const cases = spoiledFunctions.flatMap((name) => {
  const [policy] = sound.identity.get(sound.role[name]) as readonly [Policy];
  return policy.Statement.flatMap((statement, index) => {
    const known = JSON.stringify(statement);
    if (seen.has(known)) return [];
    seen.add(known);
    return Object.entries(ofRoles).flatMap(([how, widen]) => {
      const widened = widen(statement);
      return widened ? [{ name, index, how, widened, what: many(statement.Action).join(' ') }] : [];
    });
  });
});

describe('a statement of a role is found to be widened', () => {
  it('in every kind there is', () => expect(cases.length).toBeGreaterThan(60));

  it.each(cases)('$name: $what, $how', async ({ name, index, widened }) => {
    const role = sound.role[name];
    const spoiled = withStatement(role, index, widened);
    const found = await surprises(spoiled, role, asked(name, widened), { first: true });
    expect(found).toEqual([expect.stringMatching(/^allowed: /)]);
  });
});

// What no function has to do with stands in no statement that could be widened: here it is given.
describe('a statement too many is found', () => {
  it.each([
    'lambda:InvokeFunction',
    'sts:AssumeRole',
    'iam:PassRole',
    'secretsmanager:GetSecretValue',
    'cognito-idp:AdminAddUserToGroup',
    'sns:Publish',
    'sqs:ReceiveMessage',
    'logs:GetLogEvents',
    'kms:CreateGrant',
    's3:PutBucketPolicy',
    'dynamodb:ExportTableToPointInTime',
  ])('%s', async (action) => {
    const role = sound.role.links;
    const given: Policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
    };
    const identity = new Map([...sound.identity, [role, [...(sound.identity.get(role) ?? []), given]]]);
    const asking = expectedOf('links', sound).filter((each) => !each.may && each.action === action);
    expect(await surprises({ ...sound, identity }, role, asking, { first: true })).toHaveLength(1);
  });
});

const ofResources: Readonly<Record<string, Widening>> = {
  'to every action': (statement) => ({ ...statement, Action: 'kms:*' }),
  'to every role': ({ Condition: { ArnEquals: _, ...Condition } = {}, ...statement }) => ({
    ...statement,
    Condition,
  }),
  'to any circumstances': ({ Condition: { StringEquals, ...Condition } = {}, ...statement }) =>
    Object.keys(StringEquals ?? {}).length > 1 ? { ...statement, Condition } : undefined,
};

/** What some function may, and should not, once the own policy of a resource is another. */
async function foundIn(resource: string, spoiled: Policy): Promise<string[]> {
  const cloud = { ...sound, resource: new Map([...sound.resource, [resource, spoiled]]) };
  for (const name of functionNames) {
    const cases = expectedOf(name, sound).filter((each) => !each.may && each.resource.startsWith(resource));
    const found = await surprises(cloud, sound.role[name], cases, { first: true });
    if (found.length > 0) return found;
  }
  return [];
}

describe('the own policy of a resource is found to be widened', () => {
  const used = ['contact', 'index', 'anchor', 'inbound-mail'].flatMap((id) => {
    const policy = sound.resource.get(sound.key[id] as string) as Policy;
    return policy.Statement.flatMap((statement, index) =>
      statement.Condition?.ArnEquals?.['aws:PrincipalArn']
        ? Object.entries(ofResources).flatMap(([how, widen]) => {
            const widened = widen(statement);
            return widened ? [{ id, policy, index, how, widened }] : [];
          })
        : [],
    );
  });

  it('in every kind there is', () => expect(used.length).toBeGreaterThan(12));

  it.each(used)('the key $id, statement $index, $how', async ({ id, policy, index, widened }) => {
    const spoiled = { ...policy, Statement: policy.Statement.with(index, widened) };
    expect(await foundIn(sound.key[id] as string, spoiled)).toEqual([expect.stringMatching(/^allowed: /)]);
  });

  it.each([0, 1, 2])('the archive, without refusal %i', async (index) => {
    const bucket = 'arn:aws:s3:::cloudfly-privacy-dev-audit';
    const policy = sound.resource.get(bucket) as Policy;
    expect(policy.Statement[index]?.Effect).toBe('Deny');
    const spoiled = { ...policy, Statement: policy.Statement.toSpliced(index, 1) };
    expect(await foundIn(bucket, spoiled)).toEqual([expect.stringMatching(/^allowed: /)]);
  });
});
