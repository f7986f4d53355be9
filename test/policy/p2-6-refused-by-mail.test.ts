import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { refuseByLink } from '../../lambda/domain/contact/refuse-by-link.ts';
import { refusablePurposes } from '../../lambda/domain/purposes.ts';
import type { Wired } from '../../lambda/runtime/wiring.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { choicesOf, confirmationsOf, historyOf, rowsOf } from '../harness/consents.ts';
import { type Filed, openFiled } from '../harness/filed.ts';
import { mailsSettled, registerVerified } from '../harness/mails.ts';
import { localIdOf, registerCustomer } from '../harness/register.ts';
import { sendMail } from '../harness/send-mail.ts';
import { changes, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let filed: Filed;
/** What a function is given that takes refusals by a link and holds the keys of no customer. */
let ports: Wired;
beforeAll(async () => {
  cloud = await startTestCloud();
  filed = openFiled(cloud);
  ports = Object.defineProperty(Object.create(filed.ports) as Wired, 'sealing', {
    get: () => {
      throw new Error('a refusal needs no sealing key');
    },
  });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

const allRefused = refusablePurposes.map((purpose) => `${purpose} EMAIL no`).sort();
const requestId = () => canary('request-');
const refusalAddress = (token?: string) =>
  (cloud.environment.REFUSAL_ADDRESS ?? '').replace('@', token === undefined ? '@' : `+${token}@`);
/** A mail that says nothing more. */
const bare = { subject: 'unsubscribe', text: '' };
const stranger = () => `${canary('stranger')}@customer.example`;
const hold = async (customerId: string) => {
  const state = await ports.contactStates.load(customerId);
  if (!state) throw new Error('there is a contact state');
  const held = { ...state, version: state.version + 1, isHeld: true, addressState: 'BOUNCING' as const };
  await ports.commit([ports.contactStates.replace(state, held)], []);
};

test('P2.6: a mail to the address of a token refuses what the token says, whoever sent it, held or not', async () => {
  const { token, id } = await registerCustomer(cloud);
  const customerId = localIdOf(id);
  const tokens = await ports.refusalTokens.ready();
  await hold(customerId);

  const to = (purpose: 'SURVEYS' | 'ALL') => refusalAddress(tokens.tokenOf(customerId, purpose));
  const mailId = await sendMail(cloud, { from: stranger(), to: to('SURVEYS'), ...bare });
  expect(await filed.mail(mailId)).toMatchObject({ state: 'REFUSED', dueAt: undefined, filed: undefined });
  expect(await filed.bucket.readRaw(mailId, 10)).toBeUndefined();
  expect(await choicesOf(cloud, token)).toEqual(['NEW_PRODUCTS EMAIL yes', 'SURVEYS EMAIL no']);
  const [fact] = await historyOf(cloud, token, 1);
  expect(fact).toMatchObject({ path: 'MAIL', actor: 'visitor', requestId: mailId });

  // From nobody's host and of nobody's signature, by a machine, with a virus: the token alone counts.
  const forged = { from: stranger(), signAs: false, clientIp: '203.0.113.9' } as const;
  await sendMail(cloud, { ...forged, to: to('SURVEYS'), ...bare });
  const machine = { 'Auto-Submitted': 'auto-generated' };
  await sendMail(cloud, { ...forged, sender: '', to: to('ALL'), ...bare, headers: machine });
  expect(await choicesOf(cloud, token)).toEqual(allRefused);
  expect((await confirmationsOf(cloud, id)).map(({ purposes }) => purposes.length)).toEqual([
    1,
    refusablePurposes.length,
  ]);
});

test('P2.6: without a token, an authenticated mail from a confirmed address refuses all, held or not', async () => {
  const { token, email, id } = await registerVerified(cloud);
  const forged = await sendMail(cloud, { from: email, to: refusalAddress(), signAs: false, ...bare });
  // Signed by nobody, but from the domain's own host: SPF is in line with it.
  expect(await filed.mail(forged)).toMatchObject({ state: 'REFUSED' });
  const other = await registerVerified(cloud);
  const fromElsewhere = { from: other.email, signAs: false, clientIp: '203.0.113.9' } as const;
  const failed = await sendMail(cloud, { ...fromElsewhere, to: refusalAddress(), ...bare });
  expect((await filed.filed(failed)).quarantine?.cause).toBe('AUTHENTICATION_FAILED');
  expect(await choicesOf(cloud, other.token)).toEqual(['NEW_PRODUCTS EMAIL yes']);
  await hold(localIdOf(other.id));
  await sendMail(cloud, { from: other.email.toUpperCase(), to: refusalAddress(), ...bare });
  expect(await choicesOf(cloud, other.token)).toEqual(allRefused);
  expect(await choicesOf(cloud, token)).toEqual(allRefused);
  expect(await filed.ofCustomer(id)).toEqual([]);
});

test('P2.6: what is written beside a refusal is a request as well', async () => {
  const { token, email, id } = await registerVerified(cloud);
  const text = canary('words');
  await sendMail(cloud, {
    from: email,
    to: [refusalAddress(), cloud.environment.SUPPORT_ADDRESS ?? ''],
    text,
  });
  expect(await choicesOf(cloud, token)).toEqual(allRefused);
  const [request] = await filed.ofCustomer(id);
  expect(request?.entries[0]?.words).toContain(text);
});

test('P2.6: a signed mail to somebody else, which they hand on to the refusal address, refuses nothing and is a request', async () => {
  const { token, email, id } = await registerVerified(cloud);
  const words = canary('words');
  const handedOn = (fields: string) =>
    sendMail(cloud, {
      ...{ from: email, sender: 'x@hostile.example', clientIp: '203.0.113.66', signAs: 'mail.example' },
      recipients: [refusalAddress()],
      raw: `From: ${email}\r\n${fields}Subject: my order\r\nMessage-ID: <${canary()}@mail.example>\r\n\r\n${words}`,
    });
  const ids = [
    await handedOn('To: shop@hostile.example\r\n'),
    await handedOn(''),
    await handedOn(`To: ${cloud.environment.SUPPORT_ADDRESS}\r\n`),
    await handedOn(`To: shop@hostile.example\r\nTo: ${refusalAddress()}\r\n`),
  ];
  for (const mailId of ids) expect(await filed.mail(mailId)).toMatchObject({ state: 'FILED' });
  expect(await choicesOf(cloud, token)).toEqual(['NEW_PRODUCTS EMAIL yes']);
  expect(await filed.ofCustomer(id)).toHaveLength(ids.length);
  // Written to it, in copy even, it is one.
  await handedOn(`To: shop@hostile.example\r\nCc: ${refusalAddress()}\r\n`);
  expect(await choicesOf(cloud, token)).toEqual(allRefused);
});

test('P2.6: what leads to nobody refuses nothing, and its words are kept', async () => {
  const unconfirmed = await registerCustomer(cloud);
  const tokens = await ports.refusalTokens.ready();
  const good = tokens.tokenOf(localIdOf(unconfirmed.id), 'ALL');
  const last = good.at(-1) === 'A' ? 'B' : 'A';
  const nobody = tokens.tokenOf('0'.repeat(26), 'ALL');
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  const mails = [
    { from: stranger(), to: refusalAddress(`${good.slice(0, -2)}${last}${last}`) },
    { from: stranger(), to: refusalAddress(nobody) },
    { from: stranger(), to: refusalAddress() },
    // An address that nobody confirmed is nobody's yet.
    { from: unconfirmed.email, to: refusalAddress() },
  ];
  for (const mail of mails) {
    const request = await filed.filed(await sendMail(cloud, { ...mail, ...bare }));
    expect(request.subjectId).toMatch(/^cor-/);
    expect(request.entries[0]?.words).toBe('unsubscribe');
  }
  const origin = { address: '192.0.2.7' };
  for (const token of ['', 'x', nobody, `${good}x`])
    await expect(refuseByLink(ports, { token, origin, requestId: requestId() })).rejects.toThrow(
      'LINK_INVALID',
    );
  await mailsSettled(cloud);
  const written = changes(before, await scanTables(cloud)).filter((one) =>
    /CONSENT|CONTACT_STATE|REFUSE/.test(one),
  );
  expect(written).toEqual([]);
});

test('P2.6: a link refuses as often as it is followed, and the trail tells where from', async () => {
  const { token, id } = await registerCustomer(cloud);
  const customerId = localIdOf(id);
  const link = (await ports.refusalTokens.ready()).tokenOf(customerId, 'NEW_PRODUCTS');
  const follows = [1, 2, 3].map(() =>
    refuseByLink(ports, { token: link, requestId: requestId(), origin: { address: '192.0.2.7' } }),
  );
  const answers = await Promise.all(follows);
  expect(answers.filter(({ changed }) => changed)).toHaveLength(1);
  expect(answers.map(({ purpose }) => purpose)).toEqual(['NEW_PRODUCTS', 'NEW_PRODUCTS', 'NEW_PRODUCTS']);
  expect(await choicesOf(cloud, token)).toEqual(['NEW_PRODUCTS EMAIL no']);
  expect(await confirmationsOf(cloud, id)).toEqual([{ purposes: ['NEW_PRODUCTS'], channels: ['EMAIL'] }]);
  const { audit } = await scanTables(cloud);
  const rows = audit.filter(
    (row) => textOf(row, 'action') === 'REFUSE_BY_LINK' && textOf(row, 'customerId') === customerId,
  );
  expect(
    rows.map((row) => [textOf(row, 'actor'), row.sealedOrigin !== undefined || row.origin !== undefined]),
  ).toEqual([['visitor', true]]);
  const fact = (await rowsOf(cloud, id, 'CONSENT_FACT')).find((row) => textOf(row, 'path') === 'LINK');
  expect(fact && 'sealedEvidence' in fact).toBe(false);
});
