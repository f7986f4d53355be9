import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { functions } from '../../lambda/declared/functions.ts';
import { handler } from '../../lambda/staff-token.ts';
import { variablesOf } from '../../local/function-environment.ts';
import { canary } from '../harness/cloud.ts';

const sub = randomUUID();
const address = () => `${canary('staff')}@cloudfly.example`;

/** As Cognito calls it, in version 2 of its event. */
const event = (attributes: Readonly<Record<string, string>>, why = 'HostedAuth') => ({
  version: '2',
  triggerSource: `TokenGeneration_${why}`,
  region: 'ap-southeast-1',
  userPoolId: 'ap-southeast-1_Staff',
  userName: sub,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'graphiql' },
  request: {
    userAttributes: { sub, 'cognito:user_status': 'CONFIRMED', ...attributes },
    groupConfiguration: { groupsToOverride: ['marketing'], iamRolesToOverride: [], preferredRole: null },
    scopes: ['openid'],
  },
  response: { claimsAndScopeOverrideDetails: null },
});
const added = (claims: Readonly<Record<string, unknown>>) => ({
  claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } },
});

test('the access token of an employee is given their address and whether it is proved, and nothing else', async () => {
  const email = address();
  for (const why of ['HostedAuth', 'Authentication', 'NewPasswordChallenge', 'RefreshTokens']) {
    const asked = event({ email, email_verified: 'true' }, why);
    expect(await handler(asked)).toEqual({ ...asked, response: added({ email, email_verified: true }) });
  }
});

test('an address is proved where Cognito says so in one word, and nowhere else', async () => {
  const email = address();
  for (const said of [{ email_verified: 'false' }, { email_verified: 'True' }, { email_verified: '' }, {}])
    expect(await handler(event({ email, ...said }))).toMatchObject({
      response: added({ email, email_verified: false }),
    });
  const without = (await handler(event({ email_verified: 'true' }))) as { response: unknown };
  expect(without.response).toEqual(added({}));
});

test('any other event is refused, and nothing of it is repeated', async () => {
  const email = address();
  const good = event({ email, email_verified: 'true' });
  for (const bad of [
    undefined,
    {},
    { ...good, version: '1' },
    { ...good, triggerSource: 'CustomEmailSender_Authentication' },
    { ...good, request: {} },
    event({ email: `${email}${'x'.repeat(254)}` }),
  ]) {
    const refused = await handler(bad).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TypeError);
    expect(String(refused)).not.toContain(email);
  }
});

test('what adds to tokens is told nothing and may nothing', () => {
  expect([...variablesOf(functions.staffToken)]).toEqual([]);
});
