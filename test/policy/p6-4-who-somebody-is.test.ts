import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffRoles } from '../../lambda/domain/access.ts';
import { schema } from '../../schema/index.ts';
import { codesOf } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Readable, readableCustomers } from '../harness/employees.ts';
import { readCustomer, reasons } from '../harness/reading.ts';
import { smallestOperation } from '../harness/smallest-operation.ts';

let cloud: TestCloud;
let readable: Readable;
beforeAll(async () => {
  cloud = await startTestCloud();
  readable = await readableCustomers(cloud);
});
afterAll(() => cloud.stop());

describe('who somebody is', () => {
  const ask = (token: string | undefined) =>
    readCustomer(cloud, token as string, readable.customer.id, 'name { value masked }', reasons('support'));
  const staff = (overrides: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    cloud.oidc.issueToken({ issuer: 'staff', username: 'support', overrides, ...more });

  test('P6.4: roles come from the staff issuer alone', async () => {
    const groups = ['support', 'privacy_officer'];
    const tokens: readonly [string, string][] = [
      [
        'a customer who claims roles',
        await cloud.oidc.issueToken({ issuer: 'customers', username: 'x', groups }),
      ],
      [
        'a service that claims roles',
        await cloud.oidc.issueToken({ issuer: 'services', overrides: { 'cognito:groups': groups } }),
      ],
      ['a customer', readable.customer.token],
      ['a service', await cloud.service('billing-service')],
      ['an employee without a role', await cloud.employee()],
      ['an employee of a role there is not', await cloud.employee('boss', 'SUPPORT', 'support ')],
      [
        'an employee who claims scopes',
        await staff({ 'cognito:groups': [], scope: 'support customers:read' }),
      ],
    ];
    for (const [who, token] of tokens) {
      const answer = await ask(token);
      expect([who, codesOf(answer)]).toEqual([who, ['FORBIDDEN']]);
      readable.expectNothing(answer);
    }
  });

  test('P6.4: a token that is not wholly right is nobody, and not even a visitor', async () => {
    const good = await cloud.staff('support');
    const [head = '', body = '', signature = ''] = good.split('.');
    const customerIssuer = cloud.oidc.issuers.customers.issuer;
    const staffIssuer = cloud.oidc.issuers.staff.issuer;
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const tokens: readonly [string, string][] = [
      ['expired', await staff({}, { expiresIn: -1 })],
      ['of another client', await staff({ client_id: 'another' })],
      ['an ID token', await staff({ token_use: 'id' })],
      ['without its use', await staff({ token_use: undefined })],
      ['without a subject', await staff({ sub: undefined })],
      ['of an issuer there is not', await staff({ iss: 'https://evil.example' })],
      [
        'staff roles signed by the customers issuer',
        await cloud.oidc.issueToken({
          issuer: 'customers',
          username: 'x',
          groups: ['support'],
          overrides: { iss: staffIssuer, client_id: 'graphiql' },
        }),
      ],
      ['signed by the staff issuer in the name of the other', await staff({ iss: customerIssuer })],
      ['not signed', `${unsigned}.${body}.`],
      [
        'with another signature',
        `${head}.${body}.${signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
      ],
      [
        'with other claims',
        `${head}.${Buffer.from(Buffer.from(body, 'base64url').toString().replace('support', 'billing')).toString('base64url')}.${signature}`,
      ],
      ['no token', 'hello'],
    ];
    for (const [what, token] of tokens) {
      const answer = await ask(token);
      expect([what, codesOf(answer)]).toEqual([what, ['UNAUTHENTICATED']]);
      readable.expectNothing(answer);
      // Nor does it open what is open to everyone.
      const open = await cloud.ask('{ policyInForce { version } }', { token });
      expect([what, codesOf(open)]).toEqual([what, ['UNAUTHENTICATED']]);
    }
    expect(codesOf(await ask(undefined))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await ask(good))).toEqual([]);
  });

  test('P6.4: every query and mutation is closed to whoever its rule does not name', async () => {
    const { data } = await cloud.ask('{ accessMatrix { rules { coordinate audience } } }', {
      token: await cloud.staff('auditor'),
    });
    const rules = (data.accessMatrix.rules as { coordinate: string; audience: string[] }[]).filter(
      ({ coordinate }) => /^(Query|Mutation)\.\w+$/.test(coordinate),
    );
    expect(rules.length).toBeGreaterThan(18);
    const viewers: readonly [string, readonly string[], string | undefined][] = [
      ['a visitor', [], undefined],
      ['a customer', ['customer'], readable.customer.token],
      ['a service', ['scope:changes:read'], await cloud.service('billing-service', ['changes:read'])],
      ...(await Promise.all(
        staffRoles.map(
          async (role): Promise<[string, string[], string]> => [role, [role], await cloud.employee(role)],
        ),
      )),
    ];
    for (const { coordinate, audience } of rules)
      for (const [who, held, token] of viewers) {
        if (audience.includes('everyone') || audience.some((one) => held.includes(one))) continue;
        const answer = await cloud.ask(smallestOperation(schema, coordinate), {
          ...(token ? { token } : {}),
        });
        const code = token ? 'FORBIDDEN' : 'UNAUTHENTICATED';
        expect([coordinate, who, codesOf(answer)]).toEqual([coordinate, who, [code]]);
        expect(answer.data ?? null).toBeNull();
      }
  });

  test('P6.4: the schema itself is for staff, where it is deployed', async () => {
    const beside = await startBeside(cloud, { environment: { INTROSPECTION: 'staff' } });
    const asked = '{ __schema { types { name } } }';
    for (const token of [undefined, readable.customer.token, await cloud.service('billing-service')]) {
      const answer = await beside.ask(asked, { token });
      expect(codesOf(answer)).toEqual([token ? 'FORBIDDEN' : 'UNAUTHENTICATED']);
      expect(answer.text).not.toContain('bankAccount');
    }
    expect(codesOf(await beside.ask(asked, { token: await cloud.staff('marketing') }))).toEqual([]);
    await beside.stop();
  });
});
