import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailDestinations } from '../../lambda/domain/mail/mail.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
import { atOnce, changeLink, ownAddress, requestChange, tick } from '../harness/email-changes.ts';
import { eventually, follow, mailsSettled, mailsTo } from '../harness/mails.ts';
import { sendNotice, servedCustomer } from '../harness/notices.ts';
import { localIdOf } from '../harness/register.ts';
import { overwrite, recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

test('P3.1: a mail that waits goes to the address in force when it is sent, and none to the old one after the switch', async () => {
  const served = await servedCustomer(cloud);
  const { token, email, id } = served;
  const service = canary('s');
  const { data } = await sendNotice(cloud, served, {
    serviceNotice: { kind: 'MAINTENANCE', service },
    sendAt: inDays(1),
  });
  expect(data.sendNotice.errors).toEqual([]);
  const next = `${canary('e')}@mail.example`;
  await requestChange(cloud, token, next);
  await follow(await changeLink(cloud, next, 'confirm-change'));
  await follow(atOnce(await changeLink(cloud, email, 'stop-change')));
  await tick(cloud);
  expect((await ownAddress(cloud, token)).email.address).toBe(next);
  await mailsSettled(cloud);
  const toOld = (await mailsTo(cloud, email)).length;

  // Its hour has come.
  const waiting = (await recordsOf(cloud, 'MAIL')).find(
    (row) => textOf(row, 'customerId') === localIdOf(id) && textOf(row, 'state') === 'QUEUED',
  );
  if (!waiting) throw new Error('the notice waits');
  const at = new Date().toISOString();
  await overwrite(cloud, 'records', { ...waiting, queuedAt: { S: at }, dueAt: { S: at } });
  await tick(cloud);
  const received = await eventually(async () =>
    (await mailsTo(cloud, next)).find(({ text }) => text.includes(service)),
  );
  expect(received.destinations).toEqual([next]);
  expect(await mailsTo(cloud, email)).toHaveLength(toOld);
});

test('P3.1: the list of what goes elsewhere than to the current address is closed, and each such row says so', async () => {
  expect(mailDestinations).toEqual(['CURRENT', 'PENDING']);
  const elsewhere = (await recordsOf(cloud, 'MAIL')).filter((row) => textOf(row, 'to') === 'PENDING');
  expect(elsewhere.length).toBeGreaterThan(0);
  expect(new Set(elsewhere.map((row) => textOf(row, 'purpose')))).toEqual(new Set(['EMAIL_VERIFICATION']));
});
