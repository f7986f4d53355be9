import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../lambda/declared/limits.ts';
import { codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { choicesOf, recordRefusal, refuseAllEmail, rowsOf, setConsents } from '../harness/consents.ts';
import { decideCorrection, requestCorrection } from '../harness/corrections.ts';
import {
  assistedChange,
  atOnce,
  changeLink,
  moveLater,
  ownAddress,
  requestChange,
  tick,
} from '../harness/email-changes.ts';
import { trailOf } from '../harness/employees.ts';
import {
  causesOf,
  heldByStaff,
  heldSince,
  holdEmail,
  holdsOf,
  liftHold,
  recordContact,
  releaseHold,
} from '../harness/holds.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { follow, mailsSettled, mailsTo, registerVerified } from '../harness/mails.ts';
import { reasons } from '../harness/reading.ts';
import { localIdOf, randomPerson } from '../harness/register.ts';
import { answerInformation, closeRequest, openedRequest, requestInformation } from '../harness/requests.ts';
import { sendMail } from '../harness/send-mail.ts';
import { changes, scanTables, textOf } from '../harness/tables.ts';
import { takeEnvironment } from '../harness/take-environment.ts';

// Functions are started beside the cloud, and struck again and again.
vi.setConfig({ testTimeout: 120_000 });

let cloud: TestCloud;
let support: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  takeEnvironment(cloud);
  support = await cloud.employee('support');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

const hour = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** Puts the beginning of a hold back, as if it had lasted. */
async function longAgo(held: { customerId: string; id: string }, heldAt: string): Promise<void> {
  const id = localIdOf(held.customerId);
  await cloud.direct.send(
    new UpdateItemCommand({
      TableName: cloud.tableNames.records,
      Key: { pk: { S: `CUS#${id}` }, sk: { S: `HOLD#${held.id}` } },
      UpdateExpression: 'SET heldAt = :at, dueAt = :due',
      ExpressionAttributeValues: { ':at': { S: heldAt }, ':due': { S: `${heldAt}#${id}#${held.id}` } },
    }),
  );
}

test('P3.6: staff stop requests from an address; why is sealed, the customer is told and sees it', async () => {
  const customer = await registerVerified(cloud);
  const why = canary('suspicion ');
  for (const role of ['billing', 'marketing', 'legal', 'auditor', 'operator'])
    expect(codesOf(await holdEmail(cloud, await cloud.employee(role), customer.id, why))).toEqual([
      'FORBIDDEN',
    ]);
  expect(codesOf(await holdEmail(cloud, customer.token, customer.id, why))).toEqual(['FORBIDDEN']);
  expect(userErrors(await holdEmail(cloud, support, customer.id, ' '))).toEqual(['REQUIRED at input.why']);
  expect(userErrors(await holdEmail(cloud, support, 'nobody', why))).toEqual([
    'NOT_FOUND at input.customerId',
  ]);
  expect(await heldSince(cloud, customer.token)).toBeNull();

  const key = canary('key-');
  const answer = await holdEmail(cloud, support, customer.id, why, key);
  expect(answer.data.holdEmail.hold).toMatchObject({ state: 'HELD', cause: 'STAFF', contacts: [] });
  expect((await holdEmail(cloud, support, customer.id, why, key)).data).toEqual(answer.data);
  expect(userErrors(await holdEmail(cloud, support, customer.id, why))).toEqual([
    'ALREADY_HELD at input.customerId',
  ]);
  const { heldAt } = answer.data.holdEmail.hold;
  expect(await heldSince(cloud, customer.token)).toBe(heldAt);
  expect((await ownAddress(cloud, customer.token)).email.standing.held).toBe(true);

  await mailsSettled(cloud);
  const told = (await mailsTo(cloud, customer.email)).filter(({ text }) => text.includes('tạm dừng'));
  expect(told).toHaveLength(1);
  expect(`${told[0]?.text}${told[0]?.html}`).not.toContain(customer.name);
  // How to reach CloudFly: the phone and the place in the foot.
  expect(told[0]?.text).toMatch(/1900\s0000/);

  // The words through the value gate alone, audited, and nowhere in clear.
  expect(codesOf(await holdsOf(cloud, support, customer.id, 'why'))).toEqual(['PURPOSE_REQUIRED']);
  const { data } = await holdsOf(cloud, support, customer.id, 'why heldBy', reasons('support'));
  expect(data.customer.emailHolds).toEqual([{ why, heldBy: expect.stringMatching(/^staff:/) }]);
  expect((await trailOf(cloud, support)).map((row) => textOf(row, 'action'))).toEqual(
    expect.arrayContaining(['HOLD_EMAIL', 'READ']),
  );
  const { records } = await scanTables(cloud);
  const followed = records.filter(
    (row) => textOf(row, 'kind') === 'CHANGE' && textOf(row, 'customerId') === localIdOf(customer.id),
  );
  expect(followed.map((row) => textOf(row, 'changeKind'))).toContain('ADDRESS');
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { why } }] })).toEqual([]);
});

test('P3.6: a refusal is honoured at once while the address is held, whichever way it is said', async () => {
  const ways: readonly ((customer: Awaited<ReturnType<typeof registerVerified>>) => Promise<unknown>)[] = [
    ({ token }) => refuseAllEmail(cloud, token),
    ({ id }) => recordRefusal(cloud, support, { customerId: id, channels: ['EMAIL'], ticket: 'SUP-4711' }),
    ({ email }) =>
      sendMail(cloud, { from: email, to: cloud.environment.REFUSAL_ADDRESS ?? '', text: 'unsubscribe' }),
    ({ token }) =>
      setConsents(cloud, token, {
        consents: [{ purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: false }],
      }),
  ];
  for (const [n, refuse] of ways.entries()) {
    const customer = await registerVerified(cloud);
    await heldByStaff(cloud, support, customer.id);
    expect(await choicesOf(cloud, customer.token)).toEqual(['NEW_PRODUCTS EMAIL yes']);
    await refuse(customer);
    expect([n, await choicesOf(cloud, customer.token)]).toEqual([
      n,
      expect.arrayContaining(['NEW_PRODUCTS EMAIL no']),
    ]);
    expect(await causesOf(cloud, support, customer.id)).toEqual(['STAFF']);
  }
});

test('P3.6: what would be done on the word of a held address waits, and nothing of it is lost', async () => {
  const customer = await registerVerified(cloud);
  const { token, email, id } = customer;
  const [next, officer] = [`${canary('e')}@mail.example`, await cloud.employee('privacy_officer')];

  // A change that its old address may let happen at once; a correction that is asked for; something that CloudFly asked for.
  await requestChange(cloud, token, next);
  await follow(await changeLink(cloud, next, 'confirm-change'));
  const agree = atOnce(await changeLink(cloud, email, 'stop-change'));
  const { identityNumber } = randomPerson();
  const asked = await requestCorrection(cloud, token, { values: { identityNumber }, why: canary('why ') });
  const [correction] = asked.data.requestCorrection.me.corrections;
  const reference = await openedRequest(cloud, token);
  const asking = { customerId: id, reference, fields: ['BILLING_NAME'], why: 'for the invoice' };
  expect(userErrors(await requestInformation(cloud, support, asking))).toEqual([]);
  await mailsSettled(cloud);
  const link = (await mailsTo(cloud, email))
    .flatMap(({ links }) => links)
    .find((one) => one.includes('/information/'));
  if (!link) throw new Error('there is a link');
  const linkToken = link.slice(link.lastIndexOf('/') + 1);

  const held = await heldByStaff(cloud, support, id);
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  const accept = () =>
    decideCorrection(cloud, officer, {
      customerId: id,
      id: correction.id,
      accept: true,
      reason: 'as proven',
    });
  const give = () =>
    answerInformation(cloud, undefined, { token: linkToken, given: { billingName: 'Công ty Ánh' } });
  expect(userErrors(await accept())).toEqual(['ADDRESS_HELD at input.accept']);
  expect(userErrors(await give())).toEqual(['ADDRESS_HELD at input.token']);
  for (const waiting of [agree, link]) {
    const { status, page } = await follow(waiting);
    expect([status, page.includes('until we have reached you')]).toEqual([409, true]);
  }
  const english = await fetch(`${link}?lang=vi`, { method: 'POST' });
  expect(await english.text()).toContain('tạm dừng');
  expect(await moveLater({ id }, 100)).toBe('POSTPONED');
  expect((await ownAddress(cloud, token)).email.address).toBe(email);
  const left = changes(before, await scanTables(cloud)).filter((one) => one.includes('records'));
  expect(left).toEqual(['~ records EMAIL_CHANGE']);

  // Lifted, all of it goes on.
  await liftHold(cloud, support, held);
  expect((await accept()).data.decideCorrection.correction.state).toBe('ACCEPTED');
  expect(userErrors(await give())).toEqual([]);
  expect((await follow(agree)).status).toBe(200);
  for (let tries = 0; tries < 2; tries++) await moveLater({ id }, 1);
  expect((await ownAddress(cloud, token)).email.address).toBe(next);
});

test('P3.6: signed in, the customer is heard while the address is held', async () => {
  const { token, id } = await registerVerified(cloud);
  await heldByStaff(cloud, support, id);
  const reference = await openedRequest(cloud, token);
  const requests = await rowsOf(cloud, id, 'REQUEST');
  expect(requests.map((row) => [textOf(row, 'reference'), textOf(row, 'state')])).toEqual([
    [reference, 'OPEN'],
  ]);
});

test('P3.6: mail from a held address waits in quarantine; lifted, each item is released or discarded by a decision', async () => {
  const { email, id } = await registerVerified(cloud);
  const held = await heldByStaff(cloud, support, id);
  for (let mails = 0; mails < 2; mails++) await sendMail(cloud, { from: email });
  const stateOf = async () => (await rowsOf(cloud, id, 'REQUEST')).map((row) => textOf(row, 'state')).sort();
  expect(await stateOf()).toEqual(['QUARANTINED', 'QUARANTINED']);
  const act = (name: 'releaseQuarantined' | 'discardQuarantined', input: object) =>
    cloud.ask(
      `mutation Q($input: ${name === 'releaseQuarantined' ? 'Release' : 'Discard'}QuarantinedInput!) {
        ${name}(input: $input) { request { state } errors { code path } } }`,
      {
        token: support,
        variables: { input: { idempotencyKey: canary('key-'), customerId: id, ...input } },
      },
    );
  const references = (await rowsOf(cloud, id, 'REQUEST')).map((row) => textOf(row, 'reference'));
  const [one, other] = references;
  expect(userErrors(await act('releaseQuarantined', { reference: one }))).toEqual([
    expect.stringContaining('ADDRESS_HELD'),
  ]);
  await liftHold(cloud, support, held);
  expect(await stateOf()).toEqual(['QUARANTINED', 'QUARANTINED']);
  expect((await act('releaseQuarantined', { reference: one })).data.releaseQuarantined.request.state).toBe(
    'OPEN',
  );
  expect(await stateOf()).toEqual(['OPEN', 'QUARANTINED']);
  const reason = 'as the customer said';
  expect(userErrors(await act('discardQuarantined', { reference: other, reason }))).toEqual([]);
  expect(await stateOf()).toEqual(['CLOSED', 'OPEN']);
  // Held no more, the next mail is a request like any other.
  await sendMail(cloud, { from: email });
  expect(await stateOf()).toEqual(['CLOSED', 'OPEN', 'OPEN']);
  expect(userErrors(await closeRequest(cloud, support, { customerId: id, reference: one }))).toHaveLength(1);
});

test('P3.6: mail that can be refused does not go to a held address; what protects the customer does, to other confirmed channels too', async () => {
  const { token, email, id } = await registerVerified(cloud);
  const next = `${canary('e')}@mail.example`;
  await requestChange(cloud, token, next);
  await follow(await changeLink(cloud, next, 'confirm-change'));
  await mailsSettled(cloud);
  await heldByStaff(cloud, support, id);
  await mailsSettled(cloud);
  const warned = async (address: string) =>
    (await mailsTo(cloud, address)).filter(({ text }) => text.includes('tạm dừng')).length;
  expect([await warned(email), await warned(next)]).toEqual([1, 1]);

  const service = await cloud.service('provisioning-service', ['contact:check']);
  const may = async (purpose: string, channel: string) => {
    const { data } = await cloud.ask(
      'query May($id: ID!, $purpose: MailPurpose!, $channel: ContactChannel!) { contactPermission(customerId: $id, purpose: $purpose, channel: $channel) { allowed reason rules } }',
      { token: service, variables: { id, purpose, channel } },
    );
    return data.contactPermission;
  };
  expect(await may('SERVICE_NOTICE', 'EMAIL')).toEqual({
    allowed: false,
    reason: 'ADDRESS_HELD',
    rules: ['P3.6'],
  });
  expect(await may('REQUEST_ANSWER', 'EMAIL')).toMatchObject({ allowed: false, reason: 'ADDRESS_HELD' });
  expect(await may('SECURITY_NOTICE', 'EMAIL')).toMatchObject({ allowed: true, reason: 'DUTY' });
  // By night nobody is called; held or not.
  for (const channel of ['PHONE', 'MESSAGE'])
    expect((await may('SECURITY_NOTICE', channel)).reason).toMatch(/^(DUTY|OUTSIDE_HOURS)$/);
});

test('P3.6: staff record who was reached, how and when; a hold is lifted only after the customer confirmed the own identity', async () => {
  const { token, id } = await registerVerified(cloud);
  const held = await heldByStaff(cloud, support, id);
  const officer = await cloud.employee('privacy_officer');
  const release = async () => userErrors(await releaseHold(cloud, officer, held));
  const record = async (input: Readonly<Record<string, unknown>>) =>
    userErrors(await recordContact(cloud, support, held, input));
  expect(await release()).toEqual(['CONTACT_NOT_RECORDED at input.id']);
  expect(await record({ confirmed: [] })).toEqual(['REQUIRED at input.confirmed']);
  for (const confirmed of [
    ['NOT_REACHED', 'IDENTITY'],
    ['REQUESTS_ARE_MINE', 'REQUESTS_ARE_NOT_MINE'],
  ])
    expect(await record({ confirmed })).toEqual(['INVALID_FORMAT at input.confirmed']);
  for (const at of [ago(hour), ago(-hour)])
    expect(await record({ at })).toEqual(['INVALID_FORMAT at input.at']);
  expect(await record({ note: '' })).toEqual(['REQUIRED at input.note']);
  expect(await record({ id: 'another' })).toEqual(['NOT_FOUND at input.id']);
  // The only address there is, is the one that is held.
  expect(await record({ channel: 'OTHER_VERIFIED_EMAIL' })).toEqual(['ADDRESS_HELD at input.channel']);
  expect(codesOf(await recordContact(cloud, support, held, { channel: 'EMAIL' }))).toHaveLength(1);

  // Tried, and the wrong person: neither is enough.
  expect(await record({ confirmed: ['NOT_REACHED'] })).toEqual([]);
  expect(await record({ confirmed: ['REQUESTS_ARE_MINE'] })).toEqual([]);
  expect(await release()).toEqual(['CONTACT_NOT_RECORDED at input.id']);
  const [note, at] = [canary('note '), new Date().toISOString()];
  expect(await record({ note, at, confirmed: ['IDENTITY', 'REQUESTS_ARE_NOT_MINE'] })).toEqual([]);
  const fields = 'state contacts { at channel by confirmed note }';
  const shown = await holdsOf(cloud, officer, id, fields, reasons('privacy_officer'));
  expect(shown.data.customer.emailHolds[0].contacts.at(-1)).toEqual({
    at,
    channel: 'PHONE',
    by: expect.any(String),
    confirmed: ['IDENTITY', 'REQUESTS_ARE_NOT_MINE'],
    note,
  });
  expect(await heldSince(cloud, token)).not.toBeNull();

  const key = canary('key-');
  const lifted = await releaseHold(cloud, officer, held, key);
  expect(lifted.data.releaseEmailHold.hold).toMatchObject({ state: 'LIFTED' });
  expect((await releaseHold(cloud, officer, held, key)).data).toEqual(lifted.data);
  expect(await release()).toEqual(['WRONG_STATE at input.id']);
  expect(await record({})).toEqual(['WRONG_STATE at input.id']);
  expect(await heldSince(cloud, token)).toBeNull();
  const actions = [...(await trailOf(cloud, support)), ...(await trailOf(cloud, officer))].filter(
    (row) => textOf(row, 'customerId') === localIdOf(id),
  );
  expect(new Set(actions.map((row) => textOf(row, 'action')))).toEqual(
    new Set(['HOLD_EMAIL', 'RECORD_HOLD_CONTACT', 'READ', 'RELEASE_EMAIL_HOLD']),
  );
  // It may be held again, and then what was confirmed before is not enough.
  const again = await heldByStaff(cloud, support, id);
  expect(userErrors(await releaseHold(cloud, officer, again))).toEqual(['CONTACT_NOT_RECORDED at input.id']);
  expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { note } }] })).toEqual([]);
});

test('P3.6: another address counts for a contact where two employees vouched for it before the hold, and no other', async () => {
  const refused = ['ADDRESS_HELD at input.channel'];
  for (const [isAssisted, isBefore, expected] of [
    [true, true, []],
    [true, false, refused],
    [false, true, refused],
  ] as const) {
    const { token, id } = await registerVerified(cloud);
    const next = `${canary('e')}@mail.example`;
    if (isAssisted) await assistedChange(cloud, id, next);
    else await requestChange(cloud, token, next);
    const link = await changeLink(cloud, next, 'confirm-change');
    if (isBefore) await follow(link);
    const held = await heldByStaff(cloud, support, id);
    if (!isBefore) await follow(link);
    const answer = await recordContact(cloud, support, held, { channel: 'OTHER_VERIFIED_EMAIL' });
    expect(userErrors(answer)).toEqual(expected);
  }
});

test('P3.6: however often the customer was not reached, the time they are is recorded', async () => {
  const { id } = await registerVerified(cloud);
  const held = await heldByStaff(cloud, support, id);
  const record = async (confirmed: string) =>
    userErrors(await recordContact(cloud, support, held, { confirmed: [confirmed] }));
  for (let n = 0; n < limits.holdContacts; n++) expect(await record('NOT_REACHED')).toEqual([]);
  expect(await record('NOT_REACHED')).toEqual(['WRONG_STATE at input.id']);
  expect(await record('IDENTITY')).toEqual([]);
  expect(userErrors(await releaseHold(cloud, support, held))).toEqual([]);
});

test('P3.6: the work list shows how long each hold lasts, the longest first; none ends by itself', async () => {
  const customers = await Promise.all([
    registerVerified(cloud),
    registerVerified(cloud),
    registerVerified(cloud),
  ]);
  const held = [];
  for (const { id } of customers) held.push(await heldByStaff(cloud, support, id));
  const [oldest, older, lifted] = held;
  if (!oldest || !older || !lifted) throw new Error('there are three');
  await longAgo(oldest, ago(1000 * hour));
  await longAgo(older, ago(30.5 * hour));
  await liftHold(cloud, support, lifted);
  const list = async () => {
    const found: { customerId: string; ageHours: number; state: string }[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await cloud.ask(
        'query L($after: String) { emailHolds(first: 2, after: $after) { nodes { customerId ageHours state } pageInfo { hasNextPage endCursor } } }',
        { token: support, variables: { after } },
      );
      found.push(...data.emailHolds.nodes);
      ({ hasNextPage: more, endCursor: after } = data.emailHolds.pageInfo);
    }
    return found;
  };
  const listed = await list();
  expect(listed.map(({ ageHours }) => ageHours)).toEqual(
    listed.map(({ ageHours }) => ageHours).sort((one, two) => two - one),
  );
  const mine = listed.filter(({ customerId }) => customers.some(({ id }) => id === customerId));
  expect(mine).toEqual([
    { customerId: oldest.customerId, ageHours: 1000, state: 'HELD' },
    { customerId: older.customerId, ageHours: 30, state: 'HELD' },
  ]);
  const beside = await startBeside(cloud, { functions: ['clock'], hoursAhead: 24 * 500 });
  try {
    for (let turns = 0; turns < 2; turns++) await beside.invoke('clock', {});
  } finally {
    await beside.stop();
  }
  await tick(cloud);
  expect((await list()).map(({ customerId }) => customerId)).toEqual(
    listed.map(({ customerId }) => customerId),
  );
  expect(
    codesOf(await cloud.ask('{ emailHolds { nodes { id } } }', { token: await cloud.employee('billing') })),
  ).toEqual(['FORBIDDEN']);
});

test('P3.6: killed between any two steps, setting, recording and lifting are done wholly or not at all, and once', async () => {
  const beside = await startBeside(cloud, { functions: ['api'] });
  try {
    // What a cold process does once is done.
    await beside.ask('{ emailHolds { nodes { id } } }', { token: support });
    const { id, token } = await registerVerified(cloud);
    const wholly = async () => {
      const [row] = await rowsOf(cloud, id, 'CONTACT_STATE');
      const holds = await rowsOf(cloud, id, 'EMAIL_HOLD');
      const mails = (await rowsOf(cloud, id, 'MAIL')).filter(
        (mail) => textOf(mail, 'template') === 'ADDRESS_HELD',
      );
      return { isHeld: row?.isHeld?.BOOL, holds: holds.length, mails: mails.length };
    };
    const struck = async (act: (key: string) => Promise<unknown>, isDone: () => Promise<boolean>) => {
      const key = canary('key-');
      for (let step = 1; step < 60; step++) {
        let call = 0;
        let isStruck = false;
        beside.dynamo.setFault(() => {
          call += 1;
          if (call < step) return undefined;
          isStruck = true;
          // From the stroke on the process is gone.
          return 'DENIED';
        });
        await act(key);
        beside.dynamo.setFault(undefined);
        const { isHeld, holds, mails } = await wholly();
        expect([isHeld ? 1 : 0, holds, mails]).toEqual(
          (await isDone()) ? [expect.any(Number), 1, 1] : [isHeld ? 1 : 0, isHeld ? 1 : 0, isHeld ? 1 : 0],
        );
        if (!isStruck) return step;
      }
      throw new Error('it never came to its end');
    };
    const why = canary('why ');
    const isSet = async () => (await wholly()).isHeld === true;
    expect(await struck((key) => holdEmail(beside, support, id, why, key), isSet)).toBeGreaterThan(4);
    expect(await wholly()).toEqual({ isHeld: true, holds: 1, mails: 1 });
    const { data } = await holdsOf(cloud, support, id);
    const held = { customerId: id, id: data.customer.emailHolds[0].id as string };
    await recordContact(cloud, support, held);
    const isLifted = async () => (await wholly()).isHeld === false;
    await struck((key) => releaseHold(beside, support, held, key), isLifted);
    expect(await wholly()).toEqual({ isHeld: false, holds: 1, mails: 1 });
    expect(await heldSince(cloud, token)).toBeNull();
    const lifts = (await scanTables(cloud)).audit.filter(
      (row) => textOf(row, 'customerId') === localIdOf(id) && textOf(row, 'action') === 'RELEASE_EMAIL_HOLD',
    );
    expect(lifts).toHaveLength(1);
  } finally {
    await beside.stop();
  }
});
