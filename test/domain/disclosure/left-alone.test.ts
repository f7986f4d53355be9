import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { endBaselessPackages } from '../../../lambda/domain/disclosure/end-baseless-packages.ts';
import { tendDisclosures } from '../../../lambda/domain/disclosure/tend-disclosures.ts';
import { failJob } from '../../../lambda/domain/jobs/fail-job.ts';
import { discloseForPayment } from '../../../lambda/domain/payment/disclose-for-payment.ts';
import { tendPayments } from '../../../lambda/domain/payment/tend-payments.ts';
import type { ServiceViewer } from '../../../lambda/domain/viewer.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { userErrors } from '../../harness/ask.ts';
import { canary, type TestCloud } from '../../harness/cloud.ts';
import { rowsOf } from '../../harness/consents.ts';
import { inDays } from '../../harness/days.ts';
import * as d from '../../harness/disclosures.ts';
import { setRow } from '../../harness/erasures.ts';
import { jobRow } from '../../harness/jobs.ts';
import * as r from '../../harness/recipients.ts';
import { givePayment, localIdOf, type Registered, registerCustomer } from '../../harness/register.ts';
import { textOf } from '../../harness/tables.ts';
import { quiet, seal, startDisclosingCloud, toldOf, type World } from './disclosing-world.ts';

let cloud: TestCloud;
let legal: r.Legal;
let customer: Registered;
let authority: r.KnownRecipient;
beforeAll(async () => {
  cloud = await startDisclosingCloud();
  legal = await r.legalTeam(cloud);
  customer = await registerCustomer(cloud);
  await givePayment(cloud, customer);
  authority = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud?.stop();
});

const past = inDays(-0.001);
/** What the clock does of it, every minute. */
const swept = () => ({ by: 'clock', until: new Date(Date.now() + 60_000), perShard: 100 });
const clock = (tend: typeof tendDisclosures | typeof tendPayments | typeof endBaselessPackages) =>
  tend(quiet(), swept());

test('P6.6: a disclosure for a payment whose function ended in the middle gave nothing, and is said to; a repeat may give it', async () => {
  const processor = await r.verifiedRecipient(cloud, legal);
  await r.activeCommitment(cloud, legal, processor.id);
  const viewer: ServiceViewer = {
    ...{ kind: 'service', clientId: 'billing-service', scopes: ['payments:disclose'] },
    ...{ requestId: canary('r-'), origin: { address: '192.0.2.1' }, language: 'en' },
  };
  const call = {
    ...{ idempotencyKey: canary('key-'), recipientId: processor.id, purpose: 'PAYMENT' },
    ...{ customerId: localIdOf(customer.id), orderReference: canary(), consideration: 'NONE' },
    fields: ['billingName'],
  };
  const recipientSealing = {
    toKey: () => Promise.reject(new Error('the process ended')),
    byPassphrase: () => Promise.reject(new Error('the process ended')),
  };
  const dying = extendPorts(quiet(), { recipientSealing }) as World;
  await expect(discloseForPayment(dying, viewer, call)).rejects.toThrow('the process ended');
  const only = async () => {
    const [row] = await rowsOf(cloud, customer.id, 'CUSTOMER_DISCLOSURE');
    return row;
  };
  const begun = await only();
  const id = textOf(begun, 'disclosureId');
  await clock(tendPayments);
  expect(textOf(await only(), 'result')).toBe('PENDING');
  const minutes = (Date.parse(textOf(begun, 'settleBy')) - Date.parse(textOf(begun, 'at'))) / 60_000;
  expect(minutes).toBe(limits.paymentMinutes);
  const key = { pk: textOf(begun, 'pk'), sk: textOf(begun, 'sk') };
  await setRow(cloud, key, { settleBy: past, dueAt: `${past}#${id}` });
  await cloud.invoke('clock', {});
  expect(await only()).toMatchObject({ result: { S: 'NOT_GIVEN' }, cause: { S: 'INTERRUPTED' } });
  expect((await only())?.dueShard).toBeUndefined();
  const { disclosureId, jwe } = await discloseForPayment(quiet(), viewer, call);
  expect([disclosureId, jwe?.split('.').length]).toEqual([id, 5]);
  const given = await only();
  expect([textOf(given, 'result'), given?.cause]).toEqual(['GIVEN', undefined]);
  await clock(tendPayments);
  expect(textOf(await only(), 'result')).toBe('GIVEN');
  expect(await toldOf(cloud, id)).toEqual([
    'DISCLOSE_FOR_PAYMENT ALLOWED',
    'EXPIRE_DISCLOSURE ALLOWED',
    'DISCLOSE_FOR_PAYMENT ALLOWED',
  ]);
}, 120_000);

test('P6.5: what was approved and whose sealing was given up is sealed again, and its clock runs on meanwhile', async () => {
  const input = d.disclosureInput(authority.id, [customer.id]);
  const { id, dueAt } = await d.approvedDisclosure(cloud, legal, input);
  const ports = quiet();
  const job = await ports.jobs.load(`${id}-seal`);
  if (!job) throw new Error('nobody seals it');
  await failJob(ports, job, 'TEMPORARILY_UNAVAILABLE');
  const query = '{ deadlines(first: 50) { nodes { kind about dueAt } } }';
  const { data } = await cloud.ask(query, { token: legal.one });
  expect(data.deadlines.nodes).toContainEqual({ kind: 'AUTHORITY', about: id, dueAt });
  await clock(endBaselessPackages);
  expect(textOf(await jobRow(cloud, job.id), 'state')).toBe('QUEUED');
  const again = await ports.jobs.load(job.id);
  expect(again).toMatchObject({ attempts: 0, report: { disclosureId: id, about: 'SEAL' } });
  // Once: it is at work now.
  await clock(endBaselessPackages);
  expect((await ports.jobs.load(job.id))?.version).toBe(again?.version);
  await seal(ports, id);
  expect(await d.readDisclosure(cloud, legal.one, id)).toMatchObject({ state: 'SEALED' });
}, 120_000);

test('P6.6: so is what no authority waits for, and no clock is set to', async () => {
  const processor = await r.verifiedRecipient(cloud, legal);
  await r.activeCommitment(cloud, legal, processor.id);
  const input = d.disclosureInput(processor.id, [customer.id], {
    basis: 'COMMITMENT',
    order: undefined,
    purpose: 'PAYMENT',
    fields: ['BILLING_NAME'],
  });
  const { id } = await d.approvedDisclosure(cloud, legal, input);
  const ports = quiet();
  const job = await ports.jobs.load(`${id}-seal`);
  if (!job) throw new Error('nobody seals it');
  await failJob(ports, job, 'TEMPORARILY_UNAVAILABLE');
  await clock(endBaselessPackages);
  expect(textOf(await jobRow(cloud, job.id), 'state')).toBe('QUEUED');
  await seal(ports, id);
}, 120_000);

test.each(['OPENED', 'VERIFIED'] as const)(
  'P6.5: a request that is %s, and that nobody decides on, ends after two weeks, and nothing is done on it',
  async (state) => {
    const input = d.disclosureInput(authority.id, [customer.id]);
    const { id, document } = r.done<d.Shown>(await d.openDisclosure(cloud, legal.one, input));
    const verifying = { id, documentDigest: document?.digest, channel: 'CALL_BACK' };
    if (state === 'VERIFIED') r.done(await d.verifyDisclosure(cloud, legal.one, verifying));
    await clock(tendDisclosures);
    expect(await d.readDisclosure(cloud, legal.one, id)).toMatchObject({ state });
    const openedAt = inDays(-limits.disclosureDecisionDays);
    await setRow(cloud, { pk: `DISCLOSURE#${id}`, sk: 'DISCLOSURE' }, { openedAt, dueAt: `${past}#${id}` });
    await clock(tendDisclosures);
    expect(await d.readDisclosure(cloud, legal.one, id)).toMatchObject({
      ...{ state: 'EXPIRED', cause: 'NOT_DECIDED', endedAt: expect.any(String), package: null },
    });
    expect((await toldOf(cloud, id)).at(-1)).toBe('EXPIRE_DISCLOSURE ALLOWED');
    const { data } = await cloud.ask(
      '{ deadlines(first: 50) { nodes { about } } openDisclosures(first: 50) { nodes { id } } }',
      { token: legal.one },
    );
    expect(JSON.stringify(data)).not.toContain(id);
    const late = await d.approveDisclosure(cloud, legal.other, { id });
    expect(userErrors(late)).toEqual(['WRONG_STATE at input.id']);
    expect(userErrors(await d.rejectDisclosure(cloud, legal.other, { id, reason: 'Late.' }))).toEqual([
      'WRONG_STATE at input.id',
    ]);
  },
  120_000,
);
