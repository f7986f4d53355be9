import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { tables } from '../../../lambda/declared/tables.ts';
import { judgeCustomers } from '../../../lambda/domain/disclosure/judge-customers.ts';
import { discloseForPayment } from '../../../lambda/domain/payment/disclose-for-payment.ts';
import type { ServiceViewer } from '../../../lambda/domain/viewer.ts';
import { wire } from '../../../lambda/runtime/wiring.ts';
import { userErrors } from '../../harness/ask.ts';
import { canary, type TestCloud } from '../../harness/cloud.ts';
import { rowsOf } from '../../harness/consents.ts';
import { erasureOf, placeLegalHold } from '../../harness/erasures.ts';
import * as r from '../../harness/recipients.ts';
import { localIdOf } from '../../harness/register.ts';
import { completeRight } from '../../harness/rights.ts';
import { type Item, textOf } from '../../harness/tables.ts';
import { ErasingWorld, startErasingCloud, storedOf } from './erasing-world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let cloud: TestCloud;
let world: ErasingWorld;
let officer: string;
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

test('P1.4, P6.6: while some classes are erased, nothing of what stays is given on a permission or for a payment; nor is the right said to be done', async () => {
  const customer = await world.fullCustomer();
  const customerId = localIdOf(customer.id);
  const legal = await r.legalTeam(cloud);
  const processor = await r.verifiedRecipient(cloud, legal);
  await r.activeCommitment(cloud, legal, processor.id);
  const stranger = await r.verifiedRecipient(cloud, legal, { kind: 'OTHER' });
  const said = { purpose: 'DOMAIN_REGISTRATION', fields: ['NAME'] };
  r.granted(
    await r.grantPermission(cloud, customer.token, { recipientId: stranger.id, ...said, agreed: true }),
  );
  const hold = { customerId: customer.id, classes: ['contact', 'payment'], why: canary('why ') };
  expect(userErrors(await placeLegalHold(cloud, officer, hold))).toEqual([]);
  const erasureId = await world.granted(officer, customer);
  const erasure = await wire().erasures.load(customerId);
  expect(erasure).toMatchObject({ id: erasureId, step: 'LEDGER', left: ['contact', 'payment'] });

  const permitted = {
    recipientId: stranger.id,
    basis: { kind: 'PERMISSION' },
    purpose: 'DOMAIN_REGISTRATION',
    fields: ['name'],
  } as const;
  const [judged] = await judgeCustomers(wire(), permitted, [customerId]);
  expect(judged?.cause).toBe('ERASURE_UNDER_WAY');
  const viewer: ServiceViewer = {
    ...{ kind: 'service', clientId: 'billing-service', scopes: ['payments:disclose'] },
    ...{ requestId: canary('r-'), origin: { address: '192.0.2.1' }, language: 'en' },
  };
  const call = {
    ...{ idempotencyKey: canary('key-'), recipientId: processor.id, purpose: 'PAYMENT' },
    ...{ customerId, orderReference: canary(), consideration: 'NONE', fields: ['billingName'] },
  };
  await expect(discloseForPayment(wire(), viewer, call)).rejects.toMatchObject({
    issues: [{ code: 'ERASURE_UNDER_WAY', path: ['customerId'] }],
  });
  expect(await rowsOf(cloud, customer.id, 'CUSTOMER_DISCLOSURE')).toEqual([]);

  const rights = () => rowsOf(cloud, customer.id, 'RIGHTS_REQUEST');
  const before = await rights();
  const [right] = before;
  expect(textOf(right, 'state')).toBe('GRANTED');
  const completing = { customerId: customer.id, id: textOf(right, 'id'), reason: canary('done ') };
  expect(userErrors(await completeRight(cloud, officer, completing))).toEqual(['WRONG_STATE at input.id']);
  expect(await rights()).toEqual(before);

  // What stays is kept for its hold alone: it is restricted, and is not given when the erasure is done either.
  await world.run(erasureId);
  const [after] = await judgeCustomers(wire(), permitted, [customerId]);
  expect(after?.cause).toBe('PROCESSING_RESTRICTED');
});

test('P1.4: whatever leads to a customer and was written while they were erased begins the erasure anew, and no certificate says otherwise', async () => {
  const customer = await world.fullCustomer();
  const ownerId = localIdOf(customer.id);
  const erasureId = await world.granted(officer, customer);
  const isLed = (row: Item) => textOf(row, 'ownerId') === ownerId;
  const leading = async () => (await storedOf(cloud, customer.id)).records.filter(isLed);
  const stored = await leading();
  const thread: Item = {
    ...{ pk: { S: `MSG#${canary()}` }, sk: { S: 'THREAD' }, kind: { S: 'THREAD' }, ownerId: { S: ownerId } },
    ...{ reference: { S: 'REQ-AAAA-AAAA' }, expiresAt: { N: '4000000000' } },
  };
  const ofKind = (kind: string) => {
    const row = stored.find((one) => textOf(one, 'kind') === kind);
    if (!row) throw new Error(`nothing stored is a ${kind}`);
    return row;
  };
  const put = (row: Item) =>
    cloud.direct.send(new PutItemCommand({ TableName: cloud.tableNames.records, Item: row }));
  const erasure = () => erasureOf(cloud, officer, customer.id);
  await world.run(erasureId);
  expect(await leading()).toEqual([]);

  for (const late of [ofKind('BINDING'), ofKind('PHONE'), ofKind('TOKEN'), thread]) {
    await put(late);
    world.pass(limits.erasureSettleMinutes * 60 + 1);
    await world.run(erasureId);
    expect([await leading(), (await erasure()).step], textOf(late, 'kind')).toEqual([[], 'DONE']);
  }
  world.pass(limits.erasureSettleMinutes * 60 + 1);
  await world.run(erasureId);
  for (const late of [thread, ofKind('BINDING')]) {
    await put(late);
    world.passDays(tables.keys.restoreDays + 1);
    await world.run(erasureId);
    expect([await leading(), (await erasure()).certificate], textOf(late, 'kind')).toEqual([[], null]);
    world.pass(limits.erasureSettleMinutes * 60 + 1);
    await world.run(erasureId);
  }
  world.passDays(tables.keys.restoreDays + 1);
  await world.run(erasureId);
  expect((await erasure()).certificate).not.toBeNull();
});
