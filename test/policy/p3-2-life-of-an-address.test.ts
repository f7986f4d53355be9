import { afterAll, beforeAll, expect, test } from 'vitest';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { ownAddress, tick } from '../harness/email-changes.ts';
import { eventually, follow, mailsSettled, mailsTo, verificationLink } from '../harness/mails.ts';
import { sendNotice, servedCustomer } from '../harness/notices.ts';
import { localIdOf, randomPerson, registerCustomer } from '../harness/register.ts';
import { overwrite, recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const standingQuery = `query Standing($id: ID!) { customer(id: $id) { addressState
  addressStanding { state cause since verifiedAt held softBounces } } }`;
async function seenByStaff(id: string) {
  const token = await cloud.employee('support');
  return (await cloud.ask(standingQuery, { token, variables: { id } })).data.customer;
}

test('P3.2: how an address stands, why and since when, is shown to the customer and to staff', async () => {
  const { token, email, id } = await registerCustomer(cloud);
  const first = (await ownAddress(cloud, token)).email.standing;
  expect(first).toMatchObject({
    state: 'UNVERIFIED',
    cause: 'REGISTERED',
    verifiedAt: null,
    held: false,
    softBounces: 0,
  });
  await follow(await verificationLink(cloud, email));
  const second = (await ownAddress(cloud, token)).email.standing;
  expect(second).toMatchObject({ state: 'VERIFIED', cause: 'CONFIRMED' });
  expect(second.since > first.since).toBe(true);
  expect(second.verifiedAt).toBe(second.since);
  expect(await seenByStaff(id)).toEqual({ addressState: 'VERIFIED', addressStanding: second });
});

test('P3.2: mails that cannot be delivered for now are counted, and five of them close the address', async () => {
  // A mailbox that is full, to SES's simulator.
  const email = `bounce+soft+${canary('e')}@simulator.amazonses.com`;
  const served = await servedCustomer(cloud, { person: { ...randomPerson(), email } });
  for (let count = 1; count <= 5; count++) {
    await sendNotice(cloud, served, { serviceNotice: { kind: 'OUTAGE', service: canary('s') } });
    await mailsSettled(cloud);
    const standing = await eventually(async () => {
      const found = (await ownAddress(cloud, served.token)).email.standing;
      return found.softBounces === count ? found : undefined;
    });
    expect(standing.state).toBe(count < 5 ? 'VERIFIED' : 'BOUNCING');
  }
  expect((await seenByStaff(served.id)).addressStanding).toMatchObject({
    state: 'BOUNCING',
    cause: 'SOFT_BOUNCES',
  });
  const refused = await sendNotice(cloud, served, {
    serviceNotice: { kind: 'OUTAGE', service: canary('s') },
  });
  expect(refused.data.sendNotice.mail).toMatchObject({ state: 'SUPPRESSED', reason: 'ADDRESS_BOUNCING' });
});

test('P3.2: an address confirmed a year ago is asked to confirm again, by mail, and stays confirmed meanwhile', async () => {
  const { token, email, id } = await registerCustomer(cloud);
  await follow(await verificationLink(cloud, email));
  const [row] = (await recordsOf(cloud, 'CONTACT_STATE')).filter(
    (one) => textOf(one, 'customerId') === localIdOf(id),
  );
  const due = Date.parse(textOf(row, 'dueAt'));
  expect(due - Date.parse(textOf(row, 'verifiedAt'))).toBe(365 * 86_400_000);
  // As if a year had passed.
  const longAgo = new Date(Date.now() - 366 * 86_400_000).toISOString();
  await overwrite(cloud, 'records', { ...row, verifiedAt: { S: longAgo }, dueAt: { S: longAgo } });
  await tick(cloud);
  const link = await verificationLink(cloud, email, 2);
  expect((await ownAddress(cloud, token)).email.standing).toMatchObject({
    state: 'VERIFIED',
    verifiedAt: longAgo,
  });
  await tick(cloud);
  await mailsSettled(cloud);
  const mails = await mailsTo(cloud, email);
  expect(mails).toHaveLength(2);
  expect(mails[0]?.text).toContain('Đã hơn một năm');
  expect((await follow(link)).status).toBe(200);
  const { standing } = (await ownAddress(cloud, token)).email;
  expect([standing.state, standing.verifiedAt > longAgo]).toEqual(['VERIFIED', true]);
});
