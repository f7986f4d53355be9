import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { rowsOf } from '../harness/consents.ts';
import { mailsSettled, mailsTo } from '../harness/mails.ts';
import { type Served, sendNotice, servedCustomer } from '../harness/notices.ts';
import { localIdOf } from '../harness/register.ts';
import { textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** Writes what the acts of later parts will write: a held address, a restricted customer. */
async function mark({ id }: Served, name: 'isHeld' | 'isRestricted' | 'addressState', value: true | string) {
  await cloud.direct.send(
    new UpdateItemCommand({
      TableName: cloud.tableNames.records,
      Key: { pk: { S: `CUS#${localIdOf(id)}` }, sk: { S: 'CONTACT' } },
      UpdateExpression: `SET ${name} = :value`,
      ExpressionAttributeValues: { ':value': value === true ? { BOOL: true } : { S: value } },
    }),
  );
}
const notice = (details: string) => ({
  serviceNotice: { kind: 'OUTAGE', service: canary('s'), details },
});
const statesOf = async ({ id }: Served) =>
  (await rowsOf(cloud, id, 'MAIL'))
    .filter((row) => textOf(row, 'purpose') === 'SERVICE_NOTICE')
    .map((row) => `${textOf(row, 'state')} ${textOf(row, 'reason')}`);

test('P3.3: what only the customer may read goes to a confirmed, healthy address alone, and the asker learns at once', async () => {
  const [good, unconfirmed, held, restricted, bouncing, complained] = await Promise.all([
    servedCustomer(cloud),
    servedCustomer(cloud, { verified: false }),
    servedCustomer(cloud),
    servedCustomer(cloud),
    servedCustomer(cloud),
    servedCustomer(cloud),
  ]);
  await mark(held, 'isHeld', true);
  await mark(restricted, 'isRestricted', true);
  await mark(bouncing, 'addressState', 'BOUNCING');
  await mark(complained, 'addressState', 'COMPLAINED');
  const details = canary('details');
  for (const [served, reason] of [
    [good, 'AGREEMENT'],
    [unconfirmed, 'ADDRESS_UNVERIFIED'],
    [held, 'ADDRESS_HELD'],
    [restricted, 'RESTRICTED'],
    [bouncing, 'ADDRESS_BOUNCING'],
    [complained, 'ADDRESS_COMPLAINED'],
  ] as const) {
    const answer = await sendNotice(cloud, served, notice(details));
    expect(userErrors(answer)).toEqual([]);
    expect(JSON.stringify(answer.data)).toContain(`"reason":"${reason}"`);
  }
  await mailsSettled(cloud);
  const told = async (served: Served) =>
    (await mailsTo(cloud, served.email)).filter(({ text }) => text.includes(details)).length;
  const counts: number[] = [];
  for (const served of [good, unconfirmed, held, restricted, bouncing, complained])
    counts.push(await told(served));
  expect(counts).toEqual([1, 0, 0, 0, 0, 0]);
  expect(await statesOf(bouncing)).toEqual(['SUPPRESSED ADDRESS_BOUNCING']);
  expect(await statesOf(complained)).toEqual(['SUPPRESSED ADDRESS_COMPLAINED']);
  expect(await statesOf(unconfirmed)).toEqual(['SUPPRESSED ADDRESS_UNVERIFIED']);
  expect(await statesOf(held)).toEqual(['SUPPRESSED ADDRESS_HELD']);
  expect(await statesOf(restricted)).toEqual(['SUPPRESSED RESTRICTED']);
});

test('P3.3: a duty that tells of the customer goes to a healthy address alone', async () => {
  const states = ['VERIFIED', 'BOUNCING', 'COMPLAINED', 'HELD'] as const;
  const served = await Promise.all(states.map(() => servedCustomer(cloud)));
  const token = await cloud.oidc.issueToken({
    issuer: 'services',
    clientId: 'provisioning-service',
    scopes: ['contact:check'],
  });
  const found: string[] = [];
  for (const [n, state] of states.entries()) {
    const one = served[n] as Served;
    if (state === 'HELD') await mark(one, 'isHeld', true);
    else await mark(one, 'addressState', state);
    const { data } = await cloud.ask(
      'query May($id: ID!) { contactPermission(customerId: $id, purpose: DISCLOSURE_NOTICE, channel: EMAIL) { allowed reason } }',
      { token, variables: { id: one.id } },
    );
    found.push(`${state} ${data.contactPermission.allowed} ${data.contactPermission.reason}`);
  }
  expect(found).toEqual([
    'VERIFIED true DUTY',
    'BOUNCING false ADDRESS_BOUNCING',
    'COMPLAINED false ADDRESS_COMPLAINED',
    'HELD false ADDRESS_HELD',
  ]);
});
