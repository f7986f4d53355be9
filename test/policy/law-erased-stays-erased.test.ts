import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ErasingWorld, type Full, startErasingCloud } from '../domain/erasure/erasing-world.ts';
import { type Answer, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, type TestCloud } from '../harness/cloud.ts';
import { saidBy } from '../harness/disclosures.ts';
import { erasureOf, placeLegalHold } from '../harness/erasures.ts';
import { searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { mailsSettled } from '../harness/mails.ts';
import { mutation } from '../harness/mutations.ts';
import { done } from '../harness/recipients.ts';
import { localIdOf, randomPerson } from '../harness/register.ts';
import { liftRestriction } from '../harness/rights.ts';
import { sendMail } from '../harness/send-mail.ts';
import { overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let world: ErasingWorld;
let officer: string;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startErasingCloud();
  world = new ErasingWorld(cloud);
  officer = await cloud.employee('privacy_officer');
});
afterAll(async () => {
  world?.stop();
  vi.unstubAllEnvs();
  await cloud?.stop();
});

const codes = (answer: Answer) => userErrors(answer).map((one) => one.split(' ')[0]);
const keysOf = async ({ id }: Full) =>
  (await scanTables(cloud)).keys.find((row) => textOf(row, 'pk') === localIdOf(id));
const classesOf = async (customer: Full) =>
  Object.keys((await keysOf(customer)) ?? {}).flatMap((name) => /^cur_(.+)$/.exec(name)?.[1] ?? []);

/** Everything of a customer is erased but the class that a legal hold keeps. */
async function erasedBut(dataClass: string) {
  const customer = await world.fullCustomer();
  const hold = { customerId: customer.id, classes: [dataClass], why: canary('why ') };
  done(await placeLegalHold(cloud, officer, hold));
  const erasureId = await world.granted(officer, customer);
  await world.run(erasureId);
  expect(await erasureOf(cloud, officer, customer.id)).toMatchObject({ step: 'DONE', held: [dataClass] });
  return { customer, erasureId };
}

/** What a customer can say of the own details, and of what is done with them. */
const acts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  updatePaymentDetails: { expectedRevision: 0, billingName: 'A' },
  provideIdentityDetails: { expectedRevision: 0, identityNumber: randomPerson().identityNumber },
  updateContactDetails: { expectedRevision: 1, name: 'A' },
  requestCorrection: { why: 'A', values: { identityNumber: randomPerson().identityNumber } },
  openSupportRequest: { message: 'A' },
};
const act = (customer: Full, name: string, input: Readonly<Record<string, unknown>>) =>
  mutation(name, '')(cloud, customer.token, input);

test('L91 14: beside a legal hold nothing that was erased comes back by the customer, and the restriction stays', async () => {
  const { customer } = await erasedBut('contact');
  for (const [name, input] of Object.entries(acts))
    expect([name, ...codes(await act(customer, name, input))]).toEqual([name, 'ERASURE_UNDER_WAY']);
  expect(codes(await liftRestriction(cloud, customer.token))).toEqual(['ERASURE_UNDER_WAY']);
  // A mail from there is somebody unknown's.
  await sendMail(cloud, { from: customer.email, text: canary('later ') });
  await mailsSettled(cloud);
  const { records } = await scanTables(cloud);
  const own = records.filter((row) => textOf(row, 'pk') === `CUS#${localIdOf(customer.id)}`);
  expect(own.map((row) => textOf(row, 'kind'))).not.toContain('REQUEST');
  expect(await classesOf(customer)).toEqual(['contact']);
});

test('D356 5(4): a class that has keys again is not certified: it is destroyed again, and the days begin anew', async () => {
  const { customer, erasureId } = await erasedBut('contact');
  // As from a copy of the keys, or by whatever seals for somebody who is not to be sealed for.
  const keys = await keysOf(customer);
  await overwrite(cloud, 'keys', {
    ...keys,
    cur_payment: { N: '1' },
    dek_payment_1: { B: Buffer.alloc(60) },
  });
  world.passDays(10);
  await world.run(erasureId);
  const again = await erasureOf(cloud, officer, customer.id);
  expect(again).toMatchObject({ step: 'DONE', certificate: null });
  expect(await classesOf(customer)).toEqual(['contact']);
  world.passDays(10);
  await world.run(erasureId);
  const certified = await erasureOf(cloud, officer, customer.id);
  const { classes, left } = saidBy(certified.certificate);
  expect([classes, left]).toEqual([['identity', 'payment', 'content'], ['contact']]);
  world.ahead = 0;
});

test('L91 14: what SES tells of a mail after an erasure wakes nobody and brings nothing back', async () => {
  const customer = await world.fullCustomer();
  await mailsSettled(cloud);
  const id = localIdOf(customer.id);
  const [mail] = (await recordsOf(cloud, 'MAIL')).filter(
    (row) => textOf(row, 'customerId') === id && row.messageId !== undefined,
  );
  const erasureId = await world.granted(officer, customer);
  await world.run(erasureId);
  const before = cloud.logs.length;
  const beside = await startBeside(cloud, { functions: ['mailEvents'] });
  const about = (customerId: string, eventType: string) => ({
    eventType,
    mail: {
      messageId: textOf(mail, 'messageId'),
      destination: [customer.email],
      tags: { outbox: [textOf(mail, 'id')], customer: [customerId] },
    },
    ...(eventType === 'Bounce' && {
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: customer.email }] },
    }),
  });
  const tell = (event: object) => {
    const TopicArn = cloud.environment.MAIL_EVENTS_TOPIC;
    const Sns = { TopicArn, Message: JSON.stringify(event) };
    return beside.invoke('mailEvents', { Records: [{ EventSource: 'aws:sns', Sns }] });
  };
  const refused = () => cloud.logs.slice(before).filter((line) => line.includes('mail_event_refused'));
  try {
    for (const kind of ['Delivery', 'Bounce', 'Complaint']) await tell(about(id, kind));
    expect(refused()).toEqual([]);
    // Of somebody who never was it is still refused.
    await tell(about('0'.repeat(26), 'Delivery'));
    expect(refused()).toHaveLength(1);
  } finally {
    await beside.stop();
  }
  expect(await searchForLeaks(cloud, { secrets: [secretsOf(customer)] })).toEqual([]);
});
