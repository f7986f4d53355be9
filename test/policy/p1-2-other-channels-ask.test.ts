import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { type Beside, startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { setConsents } from '../harness/consents.ts';
import { servedCustomer } from '../harness/notices.ts';
import { localIdOf } from '../harness/register.ts';
import { scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let morning: Beside;
let night: Beside;
let checker: string;
/** Hours from now until this hour of a day, Vietnam time. */
const until = (hour: number) => (hour + 24 - ((new Date().getUTCHours() + 7) % 24)) % 24;
beforeAll(async () => {
  cloud = await startTestCloud();
  // Good for the hours that the clocks below are ahead.
  checker = await cloud.oidc.issueToken({
    issuer: 'services',
    clientId: 'provisioning-service',
    scopes: ['contact:check'],
    expiresIn: 25 * 3600,
  });
  [morning, night] = await Promise.all([
    startBeside(cloud, { functions: ['api'], hoursAhead: until(10) }),
    startBeside(cloud, { functions: ['api'], hoursAhead: until(23) }),
  ]);
});
afterAll(async () => {
  await Promise.all([morning.stop(), night.stop()]);
  await cloud.stop();
});

const query = `query May($customerId: ID, $system: String, $number: String, $purpose: MailPurpose!, $channel: ContactChannel!) {
  contactPermission(customerId: $customerId, system: $system, number: $number, purpose: $purpose, channel: $channel) {
    allowed reason rules until } }`;
const queryById =
  'query May($id: ID!) { contactPermission(customerId: $id, purpose: PROMOTIONS, channel: EMAIL) { reason } }';
const may = (at: Pick<TestCloud, 'ask'>, variables: Record<string, unknown>, token = checker) =>
  at.ask(query, { token, variables: { purpose: 'PROMOTIONS', channel: 'PHONE', ...variables } });
const rowsAbout = async (id: string, action: string) =>
  (await scanTables(cloud)).audit.filter(
    (row) => textOf(row, 'customerId') === localIdOf(id) && textOf(row, 'action') === action,
  );

test('P1.2: a call or a message needs a yes for its channel, an open hour, and every answer is kept', async () => {
  const consents = [
    { purpose: 'PROMOTIONS', channel: 'PHONE', granted: true },
    { purpose: 'PROMOTIONS', channel: 'MESSAGE', granted: true },
  ];
  const served = await servedCustomer(cloud, { changes: { consents } });
  const { customer, id, token } = served;
  const yes = { allowed: true, reason: 'CONSENT', rules: ['P1.3', 'D330 37'], until: null };
  expect((await may(morning, customer)).data.contactPermission).toEqual(yes);
  expect((await may(morning, { ...customer, channel: 'MESSAGE' })).data.contactPermission).toEqual(yes);
  // Nobody said yes to mail.
  expect((await may(morning, { ...customer, channel: 'EMAIL' })).data.contactPermission).toMatchObject({
    allowed: false,
    reason: 'NO_CONSENT',
  });
  const closed = (await may(night, customer)).data.contactPermission;
  expect(closed).toMatchObject({ allowed: false, reason: 'OUTSIDE_HOURS', rules: ['D330 37(3)(o)'] });
  expect(new Date(closed.until).getUTCHours()).toBe(1);
  expect(new Date(closed.until).getUTCMinutes()).toBe(0);
  // A campaign of another channel asks by the id.
  const marketing = await cloud.employee('marketing');
  const byId = await cloud.ask(queryById, { token: marketing, variables: { id } });
  expect(byId.data).toEqual({ contactPermission: { reason: 'NO_CONSENT' } });

  const refused = [{ purpose: 'PROMOTIONS', channel: 'PHONE', granted: false }];
  expect(userErrors(await setConsents(cloud, token, { consents: refused }))).toEqual([]);
  const no = { allowed: false, reason: 'REFUSED', rules: ['P2.6', 'D91 13(4)'], until: null };
  expect((await may(morning, customer)).data.contactPermission).toEqual(no);
  const kept = await rowsAbout(id, 'CONTACT_PERMISSION');
  expect(kept.map((row) => `${textOf(row, 'outcome')} ${textOf(row, 'code')}`).sort()).toEqual([
    'ALLOWED CONSENT',
    'ALLOWED CONSENT',
    'REFUSED NO_CONSENT',
    'REFUSED NO_CONSENT',
    'REFUSED OUTSIDE_HOURS',
    'REFUSED REFUSED',
  ]);
  expect((await rowsAbout(id, 'LOOKUP')).length).toBe(5);
});

test('P1.2: who may not ask, asks for nobody or names two is told nothing', async () => {
  const { customer, id, token } = await servedCustomer(cloud);
  expect((await may(cloud, { system: 'billing', number: canary('n-') })).data).toEqual({
    contactPermission: null,
  });
  const nobody = Buffer.from(`Customer:${'0'.repeat(26)}`).toString('base64url');
  expect((await may(cloud, { customerId: nobody })).data).toEqual({ contactPermission: null });
  expect((await may(cloud, { customerId: 'x' })).data).toEqual({ contactPermission: null });
  expect(codesOf(await may(cloud, {}))).toEqual(['REQUIRED']);
  expect(codesOf(await may(cloud, { ...customer, customerId: id }))).toEqual(['REQUIRED']);
  expect(codesOf(await may(cloud, { system: 'billing' }))).toEqual(['REQUIRED']);
  const marketing = await cloud.employee('marketing');
  expect(codesOf(await may(cloud, customer, marketing))).toEqual(['FORBIDDEN']);
  for (const other of [
    token,
    await cloud.employee('support'),
    await cloud.service('billing-service', ['mail:send']),
  ])
    expect(codesOf(await may(cloud, { customerId: id }, other))).toEqual(['FORBIDDEN']);
});
