import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { rowsOf } from '../harness/consents.ts';
import { trailOf } from '../harness/employees.ts';
import { clockOnce, erasedTo, grantedErasure, liftLegalHold, placeLegalHold } from '../harness/erasures.ts';
import { eventually, registerVerified } from '../harness/mails.ts';
import { paidThroughProcessor, passOnErasure, waitingRights } from '../harness/rights.ts';
import { textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let officer: string;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  officer = await cloud.employee('privacy_officer');
});
afterAll(() => cloud.stop());

const waiting = async (id: string) => (await waitingRights(cloud, officer)).find((one) => one.id === id);

test('P7.3, P6.6: D356 5(4): an erasure is not done before it was passed on to the processors, though nothing is left here', async () => {
  const [customer, neighbour] = [await registerVerified(cloud), await registerVerified(cloud)];
  await paidThroughProcessor(cloud, customer);
  const id = await grantedErasure(cloud, officer, customer);
  await erasedTo(cloud, officer, customer.id);
  const due = await waiting(id);
  expect(due).toMatchObject({
    ...{ customerId: customer.id, right: 'ERASE', state: 'GRANTED', passedOnAt: null },
    processors: ['Payments Ltd'],
  });
  // 30 days through a processor.
  expect(due.secondsLeft).toBeGreaterThan(29 * 86_400);
  const query = '{ deadlines(first: 50, owner: privacy_officer) { nodes { kind dueAt } } }';
  const { data } = await cloud.ask(query, { token: officer });
  expect(data.deadlines.nodes).toContainEqual({ kind: 'RIGHT', dueAt: due.dueAt });
  const named = { customerId: customer.id, id };
  for (const role of ['support', 'billing', 'legal', 'marketing', 'auditor', 'operator']) {
    const token = await cloud.employee(role);
    expect(codesOf(await passOnErasure(cloud, token, named))).toEqual(['FORBIDDEN']);
  }
  const elsewhere = { ...named, customerId: neighbour.id };
  expect(userErrors(await passOnErasure(cloud, officer, elsewhere))).toEqual(['NOT_FOUND at input.id']);
  const idempotencyKey = canary('key-');
  const done = await passOnErasure(cloud, officer, { ...named, idempotencyKey });
  expect(done.data.passOnErasure).toMatchObject({ rightsRequest: { state: 'DONE' }, errors: [] });
  expect(userErrors(await passOnErasure(cloud, officer, { ...named, idempotencyKey }))).toEqual([]);
  expect(userErrors(await passOnErasure(cloud, officer, named))).toEqual(['WRONG_STATE at input.id']);
  expect(await waiting(id)).toBeUndefined();
  const [row] = await rowsOf(cloud, customer.id, 'RIGHTS_REQUEST');
  expect([textOf(row, 'state'), row?.dueShard, row?.sealedReason]).toEqual(['DONE', undefined, undefined]);
  expect(row?.passedOnAt?.S).toBe(row?.doneAt?.S);
  const trail = (await trailOf(cloud, officer)).map(({ fields }) => fields?.L?.map(({ S }) => S));
  expect(trail).toContainEqual(['ERASE', 'PASSED_ON']);
});

test('P7.3, P6.6: D356 5(4): it can be passed on while a legal hold keeps a part; then it is done with the last of it', async () => {
  const [customer, direct] = [await registerVerified(cloud), await registerVerified(cloud)];
  await paidThroughProcessor(cloud, customer);
  const held = await placeLegalHold(cloud, officer, {
    ...{ customerId: customer.id, classes: ['content'], why: canary('why ') },
  });
  const id = await grantedErasure(cloud, officer, customer);
  await erasedTo(cloud, officer, customer.id);
  const named = { customerId: customer.id, id };
  const said = await passOnErasure(cloud, officer, named);
  expect(said.data.passOnErasure).toMatchObject({ rightsRequest: { state: 'GRANTED' }, errors: [] });
  expect((await waiting(id))?.passedOnAt).not.toBeNull();
  expect(userErrors(await passOnErasure(cloud, officer, named))).toEqual(['WRONG_STATE at input.id']);
  const { id: holdId } = held.data.placeLegalHold.legalHold;
  expect(userErrors(await liftLegalHold(cloud, officer, { customerId: customer.id, id: holdId }))).toEqual(
    [],
  );
  await clockOnce(cloud);
  await eventually(async () => ((await waiting(id)) === undefined ? true : undefined));
  const [row] = await rowsOf(cloud, customer.id, 'RIGHTS_REQUEST');
  expect(textOf(row, 'state')).toBe('DONE');
  // What no processor has is not passed on.
  const other = await grantedErasure(cloud, officer, direct);
  expect(userErrors(await passOnErasure(cloud, officer, { customerId: direct.id, id: other }))).toEqual([
    'WRONG_STATE at input.id',
  ]);
});
