import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { atOnce, changeLink, moveLater, ownAddress, requestChange, tick } from '../harness/email-changes.ts';
import { follow, mailsSettled, mailsTo, verificationLink, waitForMails } from '../harness/mails.ts';
import { localIdOf, randomPerson, registerCustomer } from '../harness/register.ts';
import { openedRequest } from '../harness/requests.ts';
import { changes, recordsOf, scanTables, textOf } from '../harness/tables.ts';
import { takeEnvironment } from '../harness/take-environment.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  takeEnvironment(cloud);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

const address = () => `${canary('e')}@mail.example`;
async function confirmed() {
  const customer = await registerCustomer(cloud);
  await follow(await verificationLink(cloud, customer.email));
  return customer;
}
const find = async (email: string) => {
  const { data } = await cloud.ask(
    'query Find($email: EmailAddress!) { findCustomer(email: $email) { id } }',
    { token: await cloud.employee('support'), variables: { email } },
  );
  return (data.findCustomer as { id: string }[]).map(({ id }) => id);
};
const cancelMutation =
  'mutation Cancel($input: CancelEmailChangeInput!) { cancelEmailChange(input: $input) { me { emailChange { state } } errors { code path } } }';
const cancel = (token: string) =>
  cloud.ask(cancelMutation, { token, variables: { input: { idempotencyKey: canary('key-') } } });

test('P3.5: a change is verified at the new address, told to the old one, and switches at once on the old one’s word', async () => {
  const { token, email, id } = await confirmed();
  const next = address();
  const { data } = await requestChange(cloud, token, next);
  expect(data.requestEmailChange.errors).toEqual([]);
  expect(data.requestEmailChange.me).toMatchObject({
    email: { address: email, state: 'VERIFIED' },
    emailChange: { state: 'PENDING', newAddress: next, byStaff: false, verifiedAt: null, agreedAt: null },
  });
  const confirmLink = await changeLink(cloud, next, 'confirm-change');
  const stopLink = await changeLink(cloud, email, 'stop-change');
  // Neither mail names the other address.
  const [toNew] = await mailsTo(cloud, next);
  const [toOld] = await mailsTo(cloud, email);
  expect(`${toNew?.text}${toNew?.html}`).not.toContain(email);
  expect(`${toOld?.text}${toOld?.html}`).not.toContain(next);

  // Whoever opens links in bulk changes nothing.
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  for (const link of [confirmLink, stopLink, atOnce(stopLink)])
    for (let times = 0; times < 3; times++) expect((await follow(link, 'GET')).status).toBe(200);
  expect(changes(before, await scanTables(cloud))).toEqual([]);
  expect((await follow(stopLink, 'GET')).page).toContain('action="../confirm-change/');

  expect((await follow(confirmLink)).status).toBe(200);
  await tick(cloud);
  expect((await ownAddress(cloud, token)).email.address).toBe(email);
  expect((await follow(atOnce(stopLink))).status).toBe(200);
  await tick(cloud);
  const me = await ownAddress(cloud, token);
  expect(me.email).toMatchObject({
    address: next,
    state: 'VERIFIED',
    standing: { state: 'VERIFIED', cause: 'CHANGED', held: false, softBounces: 0 },
  });
  expect(me.emailChange).toMatchObject({ state: 'SWITCHED', newAddress: null });
  expect([await find(next), await find(email)]).toEqual([[id], []]);
  expect((await follow(stopLink)).status).toBe(410);
  const rows = (await scanTables(cloud)).audit.filter((row) => textOf(row, 'customerId') === localIdOf(id));
  expect(rows.map((row) => textOf(row, 'action'))).toEqual(
    expect.arrayContaining([
      'REQUEST_EMAIL_CHANGE',
      'CONFIRM_EMAIL_CHANGE',
      'AGREE_TO_EMAIL_CHANGE',
      'SWITCH_ADDRESS',
    ]),
  );

  // The old address is free for whoever has it next.
  const other = await registerCustomer(cloud, { ...randomPerson(), email });
  await follow(await verificationLink(cloud, email, 3));
  expect(await find(email)).toEqual([other.id]);
});

test('P3.5: the old address stops a change; it then never happens', async () => {
  const { token, email, id } = await confirmed();
  const next = address();
  await requestChange(cloud, token, next);
  const confirmLink = await changeLink(cloud, next, 'confirm-change');
  await follow(confirmLink);
  expect((await follow(await changeLink(cloud, email, 'stop-change'))).page).toContain('stopped');
  expect(await moveLater({ id }, 100)).toBe('WAITING');
  const me = await ownAddress(cloud, token);
  expect([me.email.address, me.emailChange.state]).toEqual([email, 'STOPPED']);
  expect((await follow(confirmLink)).status).toBe(400);
});

test('P3.5: without a word from the old address it switches 72 hours after that was told', async () => {
  const { token, email, id } = await confirmed();
  const next = address();
  await requestChange(cloud, token, next);
  await follow(await changeLink(cloud, next, 'confirm-change'));
  await changeLink(cloud, email, 'stop-change');
  await mailsSettled(cloud);
  expect(await moveLater({ id }, 71)).toBe('WAITING');
  expect((await ownAddress(cloud, token)).email.address).toBe(email);
  for (let tries = 0; tries < 2; tries++) await moveLater({ id }, 73);
  expect((await ownAddress(cloud, token)).email.address).toBe(next);
  expect(await moveLater({ id }, 74)).toBe('WAITING');
});

test('P3.5: to the asker a taken address behaves exactly like a free one; its owner is told once a day', async () => {
  const owner = await confirmed();
  const free = address();
  const shapes = [];
  for (const next of [owner.email, free]) {
    const { token } = await confirmed();
    const { data } = await requestChange(cloud, token, next);
    await mailsSettled(cloud);
    const { data: read } = await cloud.ask(
      '{ me { email { address state } emailChange { state newAddress verifiedAt agreedAt endedAt byStaff } messages(first: 5) { nodes { purpose state reason decided { allowed reason rules } } } } }',
      { token },
    );
    const same = (value: unknown) =>
      JSON.stringify(value, (name, one) =>
        /At$|By$/.test(name) && one !== null ? 'instant' : name === 'address' ? 'own' : one,
      ).replaceAll(next, 'next');
    const messages = read.me.messages.nodes.map((one: object) => JSON.stringify(one)).sort();
    shapes.push([same(data), same({ ...read.me, messages: null }), ...messages]);
  }
  expect(shapes[0]).toEqual(shapes[1]);
  const another = await confirmed();
  await requestChange(cloud, another.token, owner.email.toUpperCase());
  await mailsSettled(cloud);
  const subjects = (await waitForMails(cloud, owner.email, 2)).map(({ links }) => links.join());
  expect(subjects).toHaveLength(2);
  expect(subjects.join()).not.toContain('confirm-change');
});

test('P3.5: a newer change replaces an older one, whose links die; what is taken back does not happen', async () => {
  const { token, email } = await confirmed();
  const [first, second] = [address(), address()];
  await requestChange(cloud, token, first);
  const oldLinks = [
    await changeLink(cloud, first, 'confirm-change'),
    await changeLink(cloud, email, 'stop-change'),
  ];
  await requestChange(cloud, token, second);
  for (const link of oldLinks) expect((await follow(link)).status).toBe(400);
  const link = await changeLink(cloud, second, 'confirm-change');
  expect((await cancel(token)).data.cancelEmailChange.me.emailChange.state).toBe('CANCELLED');
  expect((await follow(link)).status).toBe(400);
  expect((await cancel(token)).data.cancelEmailChange.errors).toEqual([
    { code: 'WRONG_STATE', path: ['input'] },
  ]);
  await tick(cloud);
  expect((await ownAddress(cloud, token)).email.address).toBe(email);
});

test('P3.5: what cannot be a change is refused at its field, and nobody floods a mailbox', async () => {
  const { token, email } = await confirmed();
  const bad = [
    [email.toUpperCase(), 'SAME_ADDRESS'],
    [email, 'SAME_ADDRESS'],
    [`"a b"@mail.example`, 'INVALID_FORMAT'],
    [`${canary()}@mail.example\r\nBcc: x@mail.example`, 'INVALID_FORMAT'],
    ['', 'REQUIRED'],
  ] as const;
  for (const [given, code] of bad)
    expect((await requestChange(cloud, token, given)).data.requestEmailChange.errors).toEqual([
      { code, path: ['input', 'email'] },
    ]);
  const key = canary('key-');
  const once = address();
  for (let n = 0; n < 3; n++) await requestChange(cloud, token, once, key);
  // A newer change takes the mail of an older one back that has not gone yet.
  await waitForMails(cloud, once);
  for (let n = 0; n < 2; n++)
    expect((await requestChange(cloud, token, address())).data.requestEmailChange.errors).toEqual([]);
  expect(codesOf(await requestChange(cloud, token, address()))).toEqual(['RATE_LIMITED']);
  await mailsSettled(cloud);
  expect(await mailsTo(cloud, once)).toHaveLength(1);
  const stranger = await cloud.customer(canary('user'));
  expect((await requestChange(cloud, stranger, address())).data.requestEmailChange.errors).toEqual([
    { code: 'NOT_REGISTERED', path: ['input'] },
  ]);
});

const assistMutation = `mutation Assist($input: AssistEmailChangeInput!) {
  assistEmailChange(input: $input) { customer { emailChange { id state ticket requestedBy } } errors { code path } } }`;
const approveMutation = `mutation Approve($input: ApproveAssistedChangeInput!) {
  approveAssistedChange(input: $input) { customer { emailChange { state approvedBy } } errors { code path } } }`;

test('P3.5: a customer who lost the mailbox is helped by staff with evidence and a second approver', async () => {
  const { token, email, id } = await confirmed();
  const [first, second] = [await cloud.employee('support'), await cloud.employee('support')];
  const [next, evidence] = [address(), canary('proof ')];
  const assist = (input: object) =>
    cloud.ask(assistMutation, {
      token: first,
      variables: {
        input: {
          ...{ idempotencyKey: canary('key-'), customerId: id, email: next, evidence, ticket: 'SUP-1' },
          ...input,
        },
      },
    });
  expect((await assist({ ticket: 'because' })).data.assistEmailChange.errors).toEqual([
    { code: 'TICKET_REQUIRED', path: ['input', 'ticket'] },
  ]);
  const other = await registerCustomer(cloud);
  const theirs = await openedRequest(cloud, other.token);
  expect((await assist({ ticket: theirs })).data.assistEmailChange.errors).toEqual([
    { code: 'TICKET_REQUIRED', path: ['input', 'ticket'] },
  ]);
  expect((await assist({ evidence: 'short' })).data.assistEmailChange.errors).toEqual([
    { code: 'TOO_SHORT', path: ['input', 'evidence'] },
  ]);
  const ticket = await openedRequest(cloud, token);
  const { data } = await assist({ ticket });
  const asked = data.assistEmailChange.customer.emailChange;
  expect(asked).toMatchObject({ state: 'AWAITING_APPROVAL', ticket });
  await mailsSettled(cloud);
  expect([await mailsTo(cloud, next), (await mailsTo(cloud, email)).length]).toEqual([[], 1]);
  expect(JSON.stringify(await scanTables(cloud))).not.toContain(evidence);

  const approve = (by: string, changeId: string = asked.id) =>
    cloud.ask(approveMutation, {
      token: by,
      variables: { input: { idempotencyKey: canary('key-'), customerId: id, changeId } },
    });
  expect((await approve(first)).data.approveAssistedChange.errors).toEqual([
    { code: 'SAME_PERSON', path: ['input', 'changeId'] },
  ]);
  expect((await approve(second, 'another')).data.approveAssistedChange.errors).toEqual([
    { code: 'NOT_FOUND', path: ['input', 'changeId'] },
  ]);
  const look = `query Look($id: ID!) { customer(id: $id) { emailChange { newAddress evidence } } }`;
  expect(codesOf(await cloud.ask(look, { token: second, variables: { id } }))).toEqual(['PURPOSE_REQUIRED']);
  const headers = { 'x-processing-purpose': 'CUSTOMER_REQUEST', 'x-reference': 'SUP-1' };
  const looked = await cloud.ask(look, { token: second, variables: { id }, headers });
  expect(looked.data.customer.emailChange).toEqual({ newAddress: next, evidence });
  expect((await approve(second)).data.approveAssistedChange.customer.emailChange.state).toBe('PENDING');

  await follow(await changeLink(cloud, next, 'confirm-change'));
  await changeLink(cloud, email, 'stop-change');
  await mailsSettled(cloud);
  expect(await moveLater({ id }, 71)).toBe('WAITING');
  for (let tries = 0; tries < 2; tries++) await moveLater({ id }, 73);
  expect((await ownAddress(cloud, token)).email.address).toBe(next);
  const [row] = (await recordsOf(cloud, 'EMAIL_CHANGE')).filter(
    (one) => textOf(one, 'customerId') === localIdOf(id),
  );
  expect([textOf(row, 'changeState'), row?.sealed?.B !== undefined]).toEqual(['SWITCHED', true]);
});
