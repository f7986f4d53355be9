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
async function mark({ id }: Served, name: 'isHeld' | 'isRestricted') {
  await cloud.direct.send(
    new UpdateItemCommand({
      TableName: cloud.tableNames.records,
      Key: { pk: { S: `CUS#${localIdOf(id)}` }, sk: { S: 'CONTACT' } },
      UpdateExpression: `SET ${name} = :true`,
      ExpressionAttributeValues: { ':true': { BOOL: true } },
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
  const [good, unconfirmed, held, restricted] = await Promise.all([
    servedCustomer(cloud),
    servedCustomer(cloud, { verified: false }),
    servedCustomer(cloud),
    servedCustomer(cloud),
  ]);
  await mark(held, 'isHeld');
  await mark(restricted, 'isRestricted');
  const details = canary('details');
  for (const [served, reason] of [
    [good, 'AGREEMENT'],
    [unconfirmed, 'ADDRESS_UNVERIFIED'],
    [held, 'ADDRESS_HELD'],
    [restricted, 'RESTRICTED'],
  ] as const) {
    const answer = await sendNotice(cloud, served, notice(details));
    expect(userErrors(answer)).toEqual([]);
    expect(JSON.stringify(answer.data)).toContain(`"reason":"${reason}"`);
  }
  await mailsSettled(cloud);
  const told = async (served: Served) =>
    (await mailsTo(cloud, served.email)).filter(({ text }) => text.includes(details)).length;
  expect([await told(good), await told(unconfirmed), await told(held), await told(restricted)]).toEqual([
    1, 0, 0, 0,
  ]);
  expect(await statesOf(unconfirmed)).toEqual(['SUPPRESSED ADDRESS_UNVERIFIED']);
  expect(await statesOf(held)).toEqual(['SUPPRESSED ADDRESS_HELD']);
  expect(await statesOf(restricted)).toEqual(['SUPPRESSED RESTRICTED']);
});
