import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
import { mailsSettled } from '../harness/mails.ts';
import {
  done,
  granted,
  grantPermission,
  type KnownRecipient,
  type Legal,
  legalTeam,
  ownDisclosures,
  recipientInput,
  registerRecipient,
  revokePermission,
  revokeRecipient,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { changes, overwrite, scanTables } from '../harness/tables.ts';

let cloud: TestCloud;
let legal: Legal;
let registrar: KnownRecipient;
let customer: Registered;
let neighbour: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await legalTeam(cloud);
  registrar = await verifiedRecipient(cloud, legal, { kind: 'OTHER' });
  customer = await registerCustomer(cloud);
  neighbour = await registerCustomer(cloud);
});
afterAll(() => cloud.stop());

const permitting = (changed: Readonly<Record<string, unknown>> = {}) => ({
  recipientId: registrar.id,
  purpose: 'DOMAIN_REGISTRATION',
  fields: ['NAME', 'ADDRESS'],
  agreed: true,
  ...changed,
});
const shown = 'id recipient { name kind state } purpose fields isActive grantedAt until revokedAt';
const permissionsOf = async (token: string) =>
  (await cloud.ask(`{ me { permissions { nodes { ${shown} } } } }`, { token })).data.me.permissions.nodes;

test('P1.6: a permission is for one recipient, purpose and set of fields, until it is taken back', async () => {
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  done(await grantPermission(cloud, customer.token, permitting({ until: inDays(10) })));
  expect(changes(before, await scanTables(cloud))).toEqual([
    '+ audit GRANT_PERMISSION',
    '+ records CHANGE',
    '+ records IDEMPOTENCY',
    '+ records PERMISSION',
  ]);
  const [given] = await permissionsOf(customer.token);
  expect(given).toMatchObject({
    recipient: { name: registrar.name, kind: 'OTHER', state: 'VERIFIED' },
    purpose: 'DOMAIN_REGISTRATION',
    fields: ['NAME', 'ADDRESS'],
    isActive: true,
    revokedAt: null,
  });
  expect(await permissionsOf(neighbour.token)).toEqual([]);
  // Another's cannot be taken back, nor told from one that never was.
  const another = await revokePermission(cloud, neighbour.token, { permissionId: given.id });
  const none = await revokePermission(cloud, neighbour.token, { permissionId: 'x'.repeat(3000) });
  expect([userErrors(another), userErrors(none)]).toEqual([
    ['NOT_FOUND at input.permissionId'],
    ['NOT_FOUND at input.permissionId'],
  ]);
  done(await revokePermission(cloud, customer.token, { permissionId: given.id }));
  expect(await permissionsOf(customer.token)).toMatchObject([
    { id: given.id, isActive: false, revokedAt: expect.any(String) },
  ]);
  const again = await revokePermission(cloud, customer.token, { permissionId: given.id });
  expect(userErrors(again)).toEqual(['WRONG_STATE at input.permissionId']);
});

test('P1.6: nothing is permitted that was not said, nor to whom nobody has verified', async () => {
  const registered = done<KnownRecipient>(
    await registerRecipient(cloud, legal.one, recipientInput({ kind: 'OTHER' })),
  );
  const revoked = await verifiedRecipient(cloud, legal, { kind: 'OTHER' });
  done(await revokeRecipient(cloud, legal.one, { recipientId: revoked.id }));
  const wrong: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ agreed: false }, 'NOT_AGREED at input.agreed'],
    [{ fields: [] }, 'REQUIRED at input.fields'],
    [{ until: inDays(-1) }, 'IN_THE_PAST at input.until'],
    [{ recipientId: registered.id }, 'RECIPIENT_NOT_VERIFIED at input.recipientId'],
    [{ recipientId: revoked.id }, 'RECIPIENT_NOT_VERIFIED at input.recipientId'],
    [{ recipientId: 'rec-none' }, 'NOT_FOUND at input.recipientId'],
    [{ purpose: 'INVESTIGATION' }, 'NO_BASIS at input.purpose'],
  ];
  const before = await permissionsOf(customer.token);
  for (const [change, said] of wrong)
    expect(userErrors(await grantPermission(cloud, customer.token, permitting(change)))).toEqual([said]);
  expect(await permissionsOf(customer.token)).toEqual(before);
  for (const token of [legal.one, await cloud.employee('support')])
    expect(codesOf(await grantPermission(cloud, token, permitting()))).toEqual(['FORBIDDEN']);
});

test('P1.6: the same key permits once', async () => {
  const own = await registerCustomer(cloud);
  const input = permitting({ idempotencyKey: canary('key-') });
  done(await grantPermission(cloud, own.token, input));
  done(await grantPermission(cloud, own.token, input));
  expect(await permissionsOf(own.token)).toHaveLength(1);
});

test('P1.6: a customer reads whom a permission would be for, and no more of the register', async () => {
  const ask = (fields: string) =>
    cloud.ask(`query ($id: ID!) { recipient(id: $id) { ${fields} } }`, {
      token: customer.token,
      variables: { id: registrar.id },
    });
  expect((await ask('name kind state')).data.recipient).toEqual({
    name: registrar.name,
    kind: 'OTHER',
    state: 'VERIFIED',
  });
  for (const field of ['keyThumbprint', 'registeredBy', 'authentication', 'commitments { id }'])
    expect(codesOf(await ask(field))).toEqual(['FORBIDDEN']);
});

test('P6.5: what a lawful order keeps from the customer is shown from its date on, and not before', async () => {
  const own = await registerCustomer(cloud);
  const row = (id: string, withheldUntil: string) => {
    const disclosureId = `dis-${id}`;
    return {
      pk: { S: `CUS#${localIdOf(own.id)}` },
      sk: { S: `DISCLOSURE#${disclosureId}` },
      kind: { S: 'CUSTOMER_DISCLOSURE' },
      disclosureId: { S: disclosureId },
      customerId: { S: localIdOf(own.id) },
      recipientId: { S: registrar.id },
      recipientName: { S: 'Cơ quan điều tra' },
      basis: { S: 'LEGAL_ORDER' },
      purpose: { S: 'DISPUTE' },
      fields: { L: [{ S: 'name' }] },
      result: { S: 'GIVEN' },
      version: { N: '1' },
      at: { S: inDays(-3) },
      withheldUntil: { S: withheldUntil },
    };
  };
  await overwrite(cloud, 'records', row('SECRET', inDays(1)));
  expect(await ownDisclosures(cloud, own.token)).toEqual([]);
  await overwrite(cloud, 'records', row('TOLD', inDays(-0.001)));
  expect(await ownDisclosures(cloud, own.token)).toMatchObject([{ id: 'dis-TOLD', basis: 'LEGAL_ORDER' }]);
});

test('P1.6: what was permitted, and what was given, is read page by page, the newest first', async () => {
  const own = await registerCustomer(cloud);
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) ids.unshift(granted(await grantPermission(cloud, own.token, permitting())));
  const page = async (first: number, after?: string) => {
    const query =
      'query P($first: Int, $after: String) { me { permissions(first: $first, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }';
    return cloud.ask(query, { token: own.token, variables: { first, after } });
  };
  const { nodes, pageInfo } = (await page(2)).data.me.permissions;
  expect([nodes, pageInfo.hasNextPage]).toEqual([[{ id: ids[0] }, { id: ids[1] }], true]);
  const rest = (await page(2, pageInfo.endCursor)).data.me.permissions;
  expect([rest.nodes, rest.pageInfo.hasNextPage]).toEqual([[{ id: ids[2] }], false]);
  for (const first of [0, 51]) expect(codesOf(await page(first))).toEqual(['INVALID_FORMAT']);
  expect(codesOf(await page(2, Buffer.from('#'.repeat(9)).toString('base64url')))).toEqual([
    'CURSOR_INVALID',
  ]);
  const given = await cloud.ask('{ me { disclosures(first: 51) { nodes { id } } } }', { token: own.token });
  expect(codesOf(given)).toEqual(['INVALID_FORMAT']);
});
