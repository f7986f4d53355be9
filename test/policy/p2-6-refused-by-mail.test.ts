import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { refuseByLink } from '../../lambda/domain/contact/refuse-by-link.ts';
import { refuseByMail } from '../../lambda/domain/contact/refuse-by-mail.ts';
import { refusablePurposes } from '../../lambda/domain/purposes.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { createWiring, type Wired } from '../../lambda/runtime/wiring.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { choicesOf, confirmationsOf, historyOf, rowsOf } from '../harness/consents.ts';
import { follow, mailsSettled, verificationLink } from '../harness/mails.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { changes, scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
/** What a function is given that takes refusals by mail and holds the keys of no customer. */
let ports: Wired;
beforeAll(async () => {
  cloud = await startTestCloud();
  for (const [name, value] of Object.entries(cloud.environment)) vi.stubEnv(name, value);
  const wired = createWiring(readEnvironment());
  ports = Object.defineProperty(Object.create(wired) as Wired, 'sealing', {
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

async function confirmed(): Promise<Registered> {
  const customer = await registerCustomer(cloud);
  await follow(await verificationLink(cloud, customer.email));
  return customer;
}

test('P2.6: a mail to the address of a token refuses what the token says, whoever sent it, held or not', async () => {
  const { token, id } = await registerCustomer(cloud);
  const customerId = localIdOf(id);
  const tokens = await ports.refusalTokens.ready();
  const state = await ports.contactStates.load(customerId);
  if (!state) throw new Error('there is a contact state');
  const held = { ...state, version: state.version + 1, isHeld: true, addressState: 'BOUNCING' as const };
  await ports.commit([ports.contactStates.replace(state, held)], []);

  const to = (purpose: 'SURVEYS' | 'ALL') => `refuse+${tokens.tokenOf(customerId, purpose)}@mail.example`;
  const from = { address: 'somebody@else.example', isAuthenticated: false };
  const surveys = { recipient: to('SURVEYS'), from, requestId: requestId() };
  expect(await refuseByMail(ports, surveys)).toEqual({ answer: 'REFUSED', customerId });
  expect(await choicesOf(cloud, token)).toEqual(['NEW_PRODUCTS EMAIL yes', 'SURVEYS EMAIL no']);
  const [fact] = await historyOf(cloud, token, 1);
  expect(fact).toMatchObject({ path: 'MAIL', actor: 'visitor', requestId: surveys.requestId });

  expect(await refuseByMail(ports, surveys)).toEqual({ answer: 'REFUSED', customerId });
  expect(await refuseByMail(ports, { recipient: to('ALL'), requestId: requestId() })).toMatchObject({
    answer: 'REFUSED',
  });
  expect(await choicesOf(cloud, token)).toEqual(allRefused);
  expect((await confirmationsOf(cloud, id)).map(({ purposes }) => purposes.length)).toEqual([
    1,
    refusablePurposes.length,
  ]);
});

test('P2.6: without a token, an authenticated mail from a confirmed address refuses all', async () => {
  const { token, email, id } = await confirmed();
  const input = { recipient: 'refuse@mail.example', requestId: requestId() };
  const forged = { ...input, from: { address: email, isAuthenticated: false } };
  expect(await refuseByMail(ports, forged)).toEqual({ answer: 'UNKNOWN_SENDER' });
  expect(await choicesOf(cloud, token)).toEqual(['NEW_PRODUCTS EMAIL yes']);
  const sent = { ...input, from: { address: email.toUpperCase(), isAuthenticated: true } };
  expect(await refuseByMail(ports, sent)).toEqual({ answer: 'REFUSED', customerId: localIdOf(id) });
  expect(await choicesOf(cloud, token)).toEqual(allRefused);
});

test('P2.6: what leads to nobody changes nothing, and says so', async () => {
  const unconfirmed = await registerCustomer(cloud);
  const tokens = await ports.refusalTokens.ready();
  const good = tokens.tokenOf(localIdOf(unconfirmed.id), 'ALL');
  const last = good.at(-1) === 'A' ? 'B' : 'A';
  const nobody = tokens.tokenOf('0'.repeat(26), 'ALL');
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  const inputs = [
    { recipient: `refuse+${good.slice(0, -2)}${last}${last}@mail.example` },
    { recipient: `refuse+${nobody}@mail.example` },
    { recipient: 'refuse+@mail.example' },
    { recipient: 'refuse@mail.example' },
    { recipient: 'no address', from: { address: 'nor this', isAuthenticated: true } },
    // An address that nobody confirmed is nobody's yet.
    { recipient: 'refuse@mail.example', from: { address: unconfirmed.email, isAuthenticated: true } },
  ];
  for (const input of inputs)
    expect(await refuseByMail(ports, { ...input, requestId: requestId() })).toEqual({
      answer: 'UNKNOWN_SENDER',
    });
  const origin = { address: '192.0.2.7' };
  for (const token of ['', 'x', nobody, `${good}x`])
    await expect(refuseByLink(ports, { token, origin, requestId: requestId() })).rejects.toThrow(
      'LINK_INVALID',
    );
  const written = changes(before, await scanTables(cloud)).filter((one) => !one.includes('MAIL'));
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
