import { describe, expect, it } from 'vitest';
import { type FoundPolicy, many, type PolicyStatement, policiesOf } from './iam/cloud.ts';
import { account, templatesOf } from './iam/resolve.ts';
import { createApp, createStage, resourcesOf, sorted, synthesize } from './synthesized-stage.ts';

// What resources say themselves of who may use them. No role's policy can make up for a service, or another account, that is let in here.

const prefix = 'cloudfly-privacy-dev';
const stage = synthesize(createStage(createApp()));
const own = policiesOf(templatesOf(stage)).filter(({ of }) => of !== undefined);

const conditionsOf = ({ Condition = {} }: PolicyStatement) =>
  Object.values(Condition).flatMap((keys) =>
    Object.entries(keys).map(([key, value]) => [key.toLowerCase(), many(value)] as const),
  );

/** Whether a service comes for a resource of this account and of this stage, by what it says it comes for. */
function isForUs(statement: PolicyStatement): boolean {
  return conditionsOf(statement).some(
    ([key, values]) =>
      (key === 'aws:sourceaccount' && values.every((value) => value === account)) ||
      (key === 'aws:sourcearn' && values.every((value) => value.includes(`:${account}:`) || ours(value))) ||
      (key === 'kms:encryptioncontext:aws:logs:arn' &&
        values.every((value) => value.includes(`:${account}:log-group:/${prefix}/`))),
  );
}
/** The ARN of a bucket names no account; its name is nobody else's. */
const ours = (arn: string) => arn.startsWith(`arn:aws:s3:::${prefix}-`);

const allowing = (policy: FoundPolicy) =>
  policy.document.Statement.filter(({ Effect }) => Effect === 'Allow').map((statement) => ({
    ...policy,
    statement,
  }));

describe('what a resource itself allows', () => {
  const all = own.flatMap(allowing);

  it('is found, of every kind', () => {
    expect(own.length).toBeGreaterThan(20);
    const services = all.flatMap(({ statement }) => many(statement.Principal?.Service ?? []));
    expect(sorted([...new Set(services)])).toEqual([
      'cloudfront.amazonaws.com',
      'cloudwatch.amazonaws.com',
      'cognito-idp.amazonaws.com',
      'logging.s3.amazonaws.com',
      'logs.ap-southeast-1.amazonaws.com',
      'ses.amazonaws.com',
      'sns.amazonaws.com',
    ]);
  });

  it('a service may for this account alone', () => {
    for (const { id, statement } of all)
      if (statement.Principal?.Service)
        expect([id, statement.Sid, isForUs(statement)]).toEqual([id, statement.Sid, true]);
  });

  it('everybody may nothing, and roles only through the account or by their name', () => {
    for (const { id, statement } of all) {
      const { AWS: named = [], Service: service } = statement.Principal ?? {};
      if (!service)
        for (const who of many<string>(named))
          expect([id, who]).toEqual([id, `arn:aws:iam::${account}:root`]);
      expect(statement.Principal).not.toBe('*');
    }
  });

  it('is this, statement by statement', () => {
    const line = ({ Principal, Action, Condition }: PolicyStatement) =>
      `${JSON.stringify(Principal)} ${many(Action).join(' ')} if ${JSON.stringify(Condition)}`;
    const table = own
      // The administration of every key is the same, and looked at with the keys.
      .map(({ id, document }) => [
        id.replace(/[0-9A-F]{8}$/, ''),
        document.Statement.filter(({ Sid }) => Sid !== 'Administration').map(
          (statement) => `${statement.Effect} ${line(statement)}`,
        ),
      ])
      .sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
    expect(Object.fromEntries(table)).toMatchSnapshot();
  });
});

describe('a function', () => {
  const permissions = Object.entries(resourcesOf(stage.app, 'AWS::Lambda::Permission'));

  it('is called by one resource of one service each, and never past its alias', () => {
    expect(permissions.length).toBeGreaterThan(8);
    for (const [id, { Properties }] of permissions) {
      expect([id, Properties.SourceArn !== undefined]).toEqual([id, true]);
      expect([id, JSON.stringify(Properties.FunctionName)]).toEqual([
        id,
        expect.stringMatching(/Live[0-9A-F]{8}"/),
      ]);
      expect(Properties.FunctionUrlAuthType).toBeUndefined();
    }
    for (const template of Object.values(stage)) template.resourceCountIs('AWS::Lambda::Url', 0);
  });
});
