import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { collectDisclosure } from '../../../lambda/domain/package/collect-disclosure.ts';
import { discloseForPayment } from '../../../lambda/domain/payment/disclose-for-payment.ts';
import type { Commit } from '../../../lambda/domain/ports/commit.ts';
import { verifyRecipientKey } from '../../../lambda/domain/recipient/verify-recipient-key.ts';
import type { ServiceViewer } from '../../../lambda/domain/viewer.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { userErrors } from '../../harness/ask.ts';
import { canary, type TestCloud } from '../../harness/cloud.ts';
import { rowsOf } from '../../harness/consents.ts';
import { inDays } from '../../harness/days.ts';
import * as d from '../../harness/disclosures.ts';
import * as r from '../../harness/recipients.ts';
import { givePayment, localIdOf, type Registered, registerCustomer } from '../../harness/register.ts';
import { restrictProcessing } from '../../harness/rights.ts';
import { scanTables, textOf } from '../../harness/tables.ts';
import {
  asking,
  quiet,
  seal,
  staffOf,
  startDisclosingCloud,
  toldOf,
  type World,
} from './disclosing-world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let cloud: TestCloud;
let legal: r.Legal;
let customer: Registered;
beforeAll(async () => {
  cloud = await startDisclosingCloud();
  legal = await r.legalTeam(cloud);
  customer = await registerCustomer(cloud);
  await givePayment(cloud, customer);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud?.stop();
});

/** Ports with which something happens once, between what was judged and its commit. */
function judgedThen(act: () => Promise<unknown>): World {
  const ports = quiet();
  let isOver = false;
  const commit: Commit = async (writes, audit) => {
    if (!isOver) {
      isOver = true;
      await act();
    }
    return ports.commit(writes, audit);
  };
  return extendPorts(ports, { commit }) as World;
}

interface Waiting {
  readonly input: Readonly<Record<string, unknown>>;
  readonly to: r.KnownRecipient;
  /** What ends the basis, one way or another. */
  readonly end: () => Promise<void>;
}
const revoke = async ({ id: recipientId }: r.KnownRecipient) =>
  void r.done(await r.revokeRecipient(cloud, legal.one, { recipientId }));
const give = (to: r.KnownRecipient, own: Registered, changes = {}) =>
  d.disclosureInput(to.id, [own.id], { order: undefined, ...changes });

async function onCommitment(): Promise<Waiting> {
  const to = await r.verifiedRecipient(cloud, legal);
  const id = await r.activeCommitment(cloud, legal, to.id);
  const said = { basis: 'COMMITMENT', purpose: 'PAYMENT', fields: ['BILLING_NAME'] };
  const end = async () => void r.done(await r.endCommitment(cloud, legal.one, { recipientId: to.id, id }));
  return { input: give(to, customer, said), to, end };
}
/** The customer takes the permission back, in a function that ends before it has ended what waits on it. */
async function takeBack({ id }: Registered, permissionId: string): Promise<void> {
  const { permissions, commit, now } = quiet();
  const before = await permissions.load(localIdOf(id), permissionId);
  if (!before) throw new Error('nothing is permitted');
  const revoked = { state: 'REVOKED', revokedAt: now().toISOString(), version: before.version + 1 } as const;
  await commit([permissions.put(before, { ...before, ...revoked })], []);
}
async function onPermission(what: 'TAKEN_BACK' | 'RESTRICTED'): Promise<Waiting> {
  const own = await registerCustomer(cloud);
  const to = await r.verifiedRecipient(cloud, legal, { kind: 'OTHER' });
  const said = { purpose: 'DOMAIN_REGISTRATION', fields: ['NAME'] };
  const permit = { recipientId: to.id, ...said, agreed: true };
  const permissionId = r.granted(await r.grantPermission(cloud, own.token, permit));
  const restrict = async () => expect(userErrors(await restrictProcessing(cloud, own.token))).toEqual([]);
  const end = what === 'RESTRICTED' ? restrict : () => takeBack(own, permissionId);
  return { input: give(to, own, { basis: 'PERMISSION', ...said }), to, end };
}
async function onOrder(): Promise<Waiting> {
  const to = await r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  return { input: d.disclosureInput(to.id, [customer.id]), to, end: () => revoke(to) };
}

describe('P6.5: a package is not handed over when, after it was judged and before that is committed,', () => {
  const left = async (id: string) =>
    (await toldOf(cloud, id)).filter((one) => one === 'COLLECT_DISCLOSURE ALLOWED').length;
  test.each([
    ['the recipient of an order is revoked', onOrder],
    ['the commitment is ended', onCommitment],
    ['the permission is taken back', () => onPermission('TAKEN_BACK')],
    ['the customer restricts the processing', () => onPermission('RESTRICTED')],
  ] as const)('%s', async (_, prepare) => {
    const { input, to, end } = await prepare();
    const { id } = await d.approvedDisclosure(cloud, legal, input);
    await seal(quiet(), id);
    const asked = await asking(await d.linkTo(cloud, legal.one, id), to);
    await expect(collectDisclosure(judgedThen(end), asked)).rejects.toMatchObject({ code: 'NO_BASIS' });
    expect(await left(id)).toBe(0);
    expect(await d.readDisclosure(cloud, legal.one, id)).toMatchObject({ handedOutAt: null });
  });

  test('the permission of what is fetched again is taken back', async () => {
    const { input, to, end } = await onPermission('TAKEN_BACK');
    const { id } = await d.approvedDisclosure(cloud, legal, input);
    await seal(quiet(), id);
    const asked = await asking(await d.linkTo(cloud, legal.one, id), to);
    await collectDisclosure(quiet(), asked);
    await expect(collectDisclosure(judgedThen(end), asked)).rejects.toMatchObject({ code: 'NO_BASIS' });
    expect(await left(id)).toBe(1);
  });
});

describe('P6.6: nothing is sealed for a payment when, after it was judged and before that is committed,', () => {
  const viewer: ServiceViewer = {
    ...{ kind: 'service', clientId: 'billing-service', scopes: ['payments:disclose'] },
    ...{ requestId: canary('r-'), origin: { address: '192.0.2.1' }, language: 'en' },
  };
  const setKey = async ({ id: recipientId }: r.KnownRecipient) => {
    const { key } = r.recipientKeys();
    r.done(await r.setRecipientKey(cloud, legal.one, { recipientId, key }));
  };
  const said = async () =>
    (await scanTables(cloud)).audit
      .filter((row) => textOf(row, 'action') === 'DISCLOSE_FOR_PAYMENT')
      .map((row) => textOf(row, 'outcome'));

  test.each([
    ['its recipient is revoked', 'FIRST', revoke],
    ['its recipient has another key, which nobody compared', 'FIRST', setKey],
    ['the recipient of a repeat is revoked', 'REPEAT', revoke],
  ] as const)('%s', async (_, which, end) => {
    const to = await r.verifiedRecipient(cloud, legal);
    await r.activeCommitment(cloud, legal, to.id);
    const call = {
      ...{ idempotencyKey: canary('key-'), recipientId: to.id, purpose: 'PAYMENT' },
      ...{ customerId: localIdOf(customer.id), orderReference: canary(), consideration: 'NONE' },
      fields: ['billingName'],
    };
    if (which === 'REPEAT') await discloseForPayment(quiet(), viewer, call);
    const [before, rows] = [await said(), await rowsOf(cloud, customer.id, 'CUSTOMER_DISCLOSURE')];
    const ports = judgedThen(() => end(to));
    await expect(discloseForPayment(ports, viewer, call)).rejects.toMatchObject({
      code: 'RECIPIENT_NOT_VERIFIED',
    });
    expect((await said()).sort()).toEqual([...before, 'REFUSED'].sort());
    expect(await rowsOf(cloud, customer.id, 'CUSTOMER_DISCLOSURE')).toEqual(rows);
  });
});

test('P6.5: a key that has expired since it was registered is not verified', async () => {
  const expiresAt = inDays(1);
  const registering = r.recipientInput({ keyExpiresAt: expiresAt });
  const made = r.done<r.KnownRecipient>(await r.registerRecipient(cloud, legal.one, registering));
  const { id: recipientId, keyThumbprint: thumbprint } = made;
  const at = (ahead: number) =>
    extendPorts(quiet(), { now: () => new Date(Date.parse(expiresAt) + ahead) }) as World;
  const compare = (ahead: number) =>
    verifyRecipientKey(at(ahead), staffOf(legal.other), {
      ...{ idempotencyKey: canary('key-'), recipientId, thumbprint, channel: 'CALL_BACK' },
    });
  await expect(compare(0)).rejects.toMatchObject({
    issues: [{ code: 'RECIPIENT_NOT_VERIFIED', path: ['recipientId'] }],
  });
  expect((await quiet().recipients.load(recipientId))?.state).toBe('REGISTERED');
  await compare(-1);
  expect((await quiet().recipients.load(recipientId))?.state).toBe('VERIFIED');
});
