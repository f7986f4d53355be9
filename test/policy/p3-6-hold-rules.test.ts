import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { rowsOf } from '../harness/consents.ts';
import { decideCorrection, requestCorrection } from '../harness/corrections.ts';
import { atOnce, changeLink, requestChange, tick } from '../harness/email-changes.ts';
import {
  askFrom,
  causesOf,
  heldSince,
  holdsOf,
  liftHold,
  recordContact,
  releaseHold,
} from '../harness/holds.ts';
import { follow, mailsSettled, mailsTo, registerVerified } from '../harness/mails.ts';
import type { Asked } from '../harness/mutations.ts';
import {
  givePayment,
  localIdOf,
  paymentMutation,
  type Registered,
  randomPayment,
  randomPerson,
} from '../harness/register.ts';
import { openedRequest, openSupportRequest, replyToRequest, sendFeedback } from '../harness/requests.ts';
import { sendMail } from '../harness/send-mail.ts';
import { recordsOf, scanTables, textOf } from '../harness/tables.ts';

// Each test writes many requests, one after the other.
vi.setConfig({ testTimeout: 120_000 });

let cloud: TestCloud;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  support = await cloud.employee('support');
});
afterAll(() => cloud.stop());

const causes = ({ id }: Registered) => causesOf(cloud, support, id);
const identity = () => ({ identityNumber: randomPerson().identityNumber });

/** The trail of the holds of one customer: who set them, and why. */
async function setBy({ id }: Registered): Promise<readonly string[]> {
  const { audit } = await scanTables(cloud);
  return audit
    .filter((row) => textOf(row, 'customerId') === localIdOf(id) && textOf(row, 'action') === 'HOLD_EMAIL')
    .map((row) => `${textOf(row, 'actor')} ${textOf(row, 'code')}`);
}
const requestsOf = async ({ id }: Registered) => (await rowsOf(cloud, id, 'REQUEST')).length;

/** What the customer asks for is accepted by the privacy officer. */
async function corrected(customer: Registered): Promise<void> {
  const asked = await requestCorrection(cloud, customer.token, { values: identity(), why: 'a new card' });
  expect(userErrors(asked)).toEqual([]);
  const { id } = asked.data.requestCorrection.me.corrections[0];
  const officer = await cloud.employee('privacy_officer');
  const decided = await decideCorrection(cloud, officer, {
    customerId: customer.id,
    id,
    accept: true,
    reason: 'as seen',
  });
  expect(decided.data.decideCorrection.correction.state).toBe('ACCEPTED');
}

test('P3.6: more authenticated requests in an hour than people write hold the address, by page and by mail together; all are taken', async () => {
  const customer = await registerVerified(cloud);
  const byMail = 3;
  for (let n = 0; n < byMail; n++) await sendMail(cloud, { from: customer.email });
  for (let n = byMail; n < limits.holdBurst; n++)
    expect(userErrors(await openSupportRequest(cloud, customer.token, { message: canary() }))).toEqual([]);
  expect([await causes(customer), await requestsOf(customer)]).toEqual([[], limits.holdBurst]);

  // The one more is taken, and the hold comes with it; those after it set no other.
  for (let n = 1; n <= 3; n++) {
    expect(userErrors(await openSupportRequest(cloud, customer.token, { message: canary() }))).toEqual([]);
    expect([await causes(customer), await requestsOf(customer)]).toEqual([['BURST'], limits.holdBurst + n]);
  }
  expect(await setBy(customer)).toEqual(['system:api BURST']);
  expect(await heldSince(cloud, customer.token)).not.toBeNull();
  await mailsSettled(cloud);
  const told = (await mailsTo(cloud, customer.email)).filter(({ text }) => text.includes('tạm dừng'));
  expect(told).toHaveLength(1);
  // Which rule saw what is for staff alone.
  const { data } = await holdsOf(cloud, support, customer.id, 'cause heldBy why', {
    'x-processing-purpose': 'CUSTOMER_REQUEST',
    'x-reference': 'SUP-4711',
  });
  expect(data.customer.emailHolds).toEqual([{ cause: 'BURST', heldBy: 'system:api', why: null }]);
});

test('P3.6: replies and feedback of a customer count like requests, and there is an end to them in an hour', async () => {
  const customer = await registerVerified(cloud);
  const reference = await openedRequest(cloud, customer.token);
  const reply = () => replyToRequest(cloud, customer.token, { reference, message: canary() });
  for (let n = 1; n < limits.holdBurst; n++) expect(userErrors(await reply())).toEqual([]);
  expect(await causes(customer)).toEqual([]);
  expect(userErrors(await sendFeedback(cloud, customer.token, { message: canary() }))).toEqual([]);
  expect(await causes(customer)).toEqual(['BURST']);
  for (let n = limits.holdBurst; n < limits.requestsPerHour; n++)
    expect(userErrors(await reply())).toEqual([]);
  expect(codesOf(await reply())).toEqual(['RATE_LIMITED']);
  expect(codesOf(await openSupportRequest(cloud, customer.token, { message: canary() }))).toEqual([
    'RATE_LIMITED',
  ]);
});

test('P3.6: a burst by mail alone holds the address; the mail that is one too many is filed, the next waits in quarantine', async () => {
  const customer = await registerVerified(cloud);
  for (let n = 0; n < limits.holdBurst; n++) await sendMail(cloud, { from: customer.email });
  expect(await causes(customer)).toEqual([]);
  await sendMail(cloud, { from: customer.email });
  expect(await causes(customer)).toEqual(['BURST']);
  expect(await setBy(customer)).toEqual(['system:inboundMail BURST']);
  await sendMail(cloud, { from: customer.email });
  const states = (await rowsOf(cloud, customer.id, 'REQUEST')).map((row) => textOf(row, 'state'));
  expect(states.filter((state) => state === 'OPEN')).toHaveLength(limits.holdBurst + 1);
  expect(states.filter((state) => state === 'QUARANTINED')).toHaveLength(1);
});

test('P3.6: requests that come at the same moment are all counted and all taken, and hold once', async () => {
  const customer = await registerVerified(cloud);
  const many = Array.from({ length: 5 }, () =>
    openSupportRequest(cloud, customer.token, { message: canary() }),
  );
  for (const answer of await Promise.all(many)) expect(userErrors(answer)).toEqual([]);
  const [signals] = await rowsOf(cloud, customer.id, 'SIGNALS');
  expect(signals?.requestedAt?.L).toHaveLength(5);
  for (let n = 5; n < limits.holdBurst; n++)
    await openSupportRequest(cloud, customer.token, { message: canary() });
  const more = Array.from({ length: 3 }, () =>
    openSupportRequest(cloud, customer.token, { message: canary() }),
  );
  for (const answer of await Promise.all(more)) expect(userErrors(answer)).toEqual([]);
  expect([await requestsOf(customer), await causes(customer)]).toEqual([limits.holdBurst + 3, ['BURST']]);
  expect(await rowsOf(cloud, customer.id, 'EMAIL_HOLD')).toHaveLength(1);
});

test('P3.6: a mail that is forged, or that nothing proves, never sets a hold, however many there are', async () => {
  const customer = await registerVerified(cloud);
  const forged = { from: customer.email, signAs: false, clientIp: '198.51.100.99' } as const;
  const unproven = await registerVerified(cloud, {
    ...randomPerson(),
    email: `${canary('e')}@no-dmarc.example`,
  });
  const many = limits.holdBurst + 2;
  for (let n = 0; n < many; n++)
    await Promise.all([sendMail(cloud, forged), sendMail(cloud, { from: unproven.email })]);
  // All of them came, and each where it belongs.
  expect([await requestsOf(customer), await requestsOf(unproven)]).toEqual([0, many]);
  const quarantined = (await recordsOf(cloud, 'REQUEST')).filter(
    (row) => textOf(row, 'state') === 'QUARANTINED' && textOf(row, 'pk').startsWith('COR#'),
  );
  expect(quarantined).toHaveLength(many);
  for (const one of [customer, unproven]) {
    expect(await causes(one)).toEqual([]);
    const [signals] = await rowsOf(cloud, one.id, 'SIGNALS');
    expect(signals?.requestedAt?.L ?? []).toEqual([]);
    expect(await heldSince(cloud, one.token)).toBeNull();
  }
  // Nor does a stranger's own mail, or what staff write down.
  await sendMail(cloud, { from: `${canary('e')}@hostile.example` });
  for (let n = 0; n <= limits.holdBurst; n++)
    expect(
      userErrors(
        await openSupportRequest(cloud, support, {
          customerId: customer.id,
          channel: 'PHONE',
          message: canary(),
        }),
      ),
    ).toEqual([]);
  expect(await causes(customer)).toEqual([]);
});

test('P3.6: a request against a change just made holds the address and is taken; one about something else does not', async () => {
  const customer = await registerVerified(cloud);
  await corrected(customer);
  const other = { dateOfBirth: '1980-02-03' };
  expect(
    userErrors(await requestCorrection(cloud, customer.token, { values: other, why: 'a slip' })),
  ).toEqual([]);
  expect(await causes(customer)).toEqual([]);
  const again = await requestCorrection(cloud, customer.token, { values: identity(), why: 'no, this' });
  expect(userErrors(again)).toEqual([]);
  expect(await causes(customer)).toEqual(['CONTRADICTION']);
  // Nothing is done on it, and nothing of it is lost.
  expect(again.data.requestCorrection.me.corrections).toHaveLength(3);
  expect(await setBy(customer)).toEqual(['system:api CONTRADICTION']);
});

test('P3.6: a change of an address that has just changed holds it; what is given for the first time is no change', async () => {
  const customer = await registerVerified(cloud);
  const next = `${canary('e')}@mail.example`;
  await requestChange(cloud, customer.token, next);
  await follow(await changeLink(cloud, next, 'confirm-change'));
  await follow(atOnce(await changeLink(cloud, customer.email, 'stop-change')));
  await tick(cloud);
  expect(await causes(customer)).toEqual([]);
  const another = await requestChange(cloud, customer.token, `${canary('e')}@mail.example`);
  expect(another.data.requestEmailChange.errors).toEqual([]);
  expect(another.data.requestEmailChange.me.emailChange.state).toBe('PENDING');
  expect(await causes(customer)).toEqual(['CONTRADICTION']);

  const careful = await registerVerified(cloud);
  await givePayment(cloud, careful);
  expect(
    userErrors(
      await requestCorrection(cloud, careful.token, { values: { taxCode: '0101243150' }, why: 'a slip' }),
    ),
  ).toEqual([]);
  expect(await causes(careful)).toEqual([]);
});

test('P3.6: a change of payment details from a network new to the customer holds the address, by change and by request alike, whatever was done there before', async () => {
  const elsewhere = askFrom('127.0.0.2', cloud);
  const change = async ({ token }: Registered, expectedRevision: number, at: Asked = cloud) => {
    const input = { ...randomPayment(), idempotencyKey: canary('key-'), expectedRevision };
    return userErrors(await at.ask(paymentMutation, { token, variables: { input } }));
  };
  const customer = await registerVerified(cloud);
  // Given for the first time, from wherever; changed from where the customer was, registering or since.
  expect(await change(customer, 0, askFrom('127.0.0.3', cloud))).toEqual([]);
  expect(await change(customer, 1)).toEqual([]);
  expect(userErrors(await sendFeedback(elsewhere, customer.token, { message: canary() }))).toEqual([]);
  expect(await causes(customer)).toEqual([]);
  // Neither what was given there nor a harmless word has made the network known.
  expect(await change(customer, 2, elsewhere)).toEqual([]);
  expect(await causes(customer)).toEqual(['NEW_ORIGIN']);
  expect(await change(customer, 3, askFrom('127.0.0.3', cloud))).toEqual([]);
  expect([await causes(customer), (await rowsOf(cloud, customer.id, 'EMAIL_HOLD')).length]).toEqual([
    ['NEW_ORIGIN'],
    1,
  ]);
  const { data } = await cloud.ask('{ me { revisions { payment } } }', { token: customer.token });
  expect(data.me.revisions.payment).toBe(4);

  const asking = await registerVerified(cloud);
  await givePayment(cloud, asking);
  expect(
    userErrors(await requestCorrection(elsewhere, asking.token, { values: identity(), why: 'a slip' })),
  ).toEqual([]);
  expect(await causes(asking)).toEqual([]);
  expect(
    userErrors(
      await requestCorrection(elsewhere, asking.token, { values: { taxCode: '0101243150' }, why: 'x' }),
    ),
  ).toEqual([]);
  expect(await causes(asking)).toEqual(['NEW_ORIGIN']);

  // No network can be read anywhere.
  const [signals] = await rowsOf(cloud, customer.id, 'SIGNALS');
  expect(Object.keys(signals?.networks?.M ?? {})).toHaveLength(3);
  expect(JSON.stringify(signals)).not.toContain('127.0.0');
});

test('P3.6: what a rule noted is settled with the hold; networks of the customer are known then, those of somebody else are not', async () => {
  const elsewhere = askFrom('127.0.0.5', cloud);
  const change = async ({ token }: Registered, expectedRevision: number, at: Asked) => {
    const input = { ...randomPayment(), idempotencyKey: canary('key-'), expectedRevision };
    expect(userErrors(await at.ask(paymentMutation, { token, variables: { input } }))).toEqual([]);
  };
  const held = async ({ id }: Registered) => {
    const { data } = await holdsOf(cloud, support, id);
    return { customerId: id, id: data.customer.emailHolds[0].id as string };
  };
  for (const isOwn of [true, false]) {
    const customer = await registerVerified(cloud);
    await givePayment(cloud, customer);
    expect(userErrors(await sendFeedback(elsewhere, customer.token, { message: canary() }))).toEqual([]);
    await change(customer, 1, elsewhere);
    expect(await causes(customer)).toEqual(['NEW_ORIGIN']);
    const hold = await held(customer);
    if (isOwn) await liftHold(cloud, support, hold);
    else {
      await recordContact(cloud, support, hold, { confirmed: ['IDENTITY', 'REQUESTS_ARE_NOT_MINE'] });
      await releaseHold(cloud, support, hold);
    }
    expect(await causes(customer)).toEqual([]);
    await change(customer, 2, elsewhere);
    expect(await causes(customer)).toEqual(isOwn ? [] : ['NEW_ORIGIN']);
  }
  const writer = await registerVerified(cloud);
  for (let n = 0; n <= limits.holdBurst; n++)
    await openSupportRequest(cloud, writer.token, { message: canary() });
  await liftHold(cloud, support, await held(writer));
  await openSupportRequest(cloud, writer.token, { message: canary() });
  expect(await causes(writer)).toEqual([]);
});
