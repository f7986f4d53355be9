import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { liftRestriction } from '../../../lambda/domain/rights/lift-restriction.ts';
import { requestCopy } from '../../../lambda/domain/rights/request-copy.ts';
import type { CustomerViewer } from '../../../lambda/domain/viewer.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { type Wired, wire } from '../../../lambda/runtime/wiring.ts';
import { userErrors } from '../../harness/ask.ts';
import { canary, type TestCloud } from '../../harness/cloud.ts';
import { rowsOf } from '../../harness/consents.ts';
import { askedErasure, granting } from '../../harness/erasures.ts';
import { registerVerified } from '../../harness/mails.ts';
import type { Registered } from '../../harness/register.ts';
import { extendRight, restrictProcessing } from '../../harness/rights.ts';
import { textOf } from '../../harness/tables.ts';
import { takeEnvironment } from '../../harness/take-environment.ts';
import { startErasingCloud } from '../erasure/erasing-world.ts';

let cloud: TestCloud;
let officer: string;
beforeAll(async () => {
  cloud = await startErasingCloud();
  takeEnvironment(cloud);
  officer = await cloud.employee('privacy_officer');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

/** Whoever a token names. */
function viewerOf({ token }: Registered): CustomerViewer {
  const { iss: issuer, sub: subject } = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  );
  const origin = { address: '192.0.2.1' };
  return { ...{ kind: 'customer', issuer, subject, origin }, requestId: canary('r-'), language: 'vi' };
}

/**
 * Ports with which an erasure is granted just after the rights of the customer were read; a contact state that is asked for meanwhile is given
 * as it is afterwards.
 */
function grantedMeanwhile(grant: () => Promise<void>): Wired {
  const wired = wire();
  let granted: Promise<void> | undefined;
  const ports = extendPorts(wired, {
    rightsRequests: {
      ...wired.rightsRequests,
      async ofCustomer(customerId: string) {
        const isFirst = granted === undefined;
        const found = wired.rightsRequests.ofCustomer(customerId);
        granted ??= found.then(grant);
        if (isFirst) await granted;
        return found;
      },
    },
    contactStates: {
      ...wired.contactStates,
      async load(customerId: string) {
        await new Promise(setImmediate);
        await granted;
        return wired.contactStates.load(customerId);
      },
    },
  });
  return ports;
}

test.each([
  ['a restriction is lifted', liftRestriction],
  ['a copy is asked for', requestCopy],
] as const)('P7.3: D356 5(4): when %s while an erasure is granted, the erasure holds', async (_, act) => {
  const customer = await registerVerified(cloud);
  expect(userErrors(await restrictProcessing(cloud, customer.token))).toEqual([]);
  const id = await askedErasure(cloud, customer);
  const ports = grantedMeanwhile(async () => {
    expect(userErrors(await granting(cloud, officer, customer, id))).toEqual([]);
  });
  const acting = act(ports, viewerOf(customer), { idempotencyKey: canary('key-') });
  await expect(acting).rejects.toMatchObject({ code: 'ERASURE_UNDER_WAY' });
  const [contact] = await rowsOf(cloud, customer.id, 'CONTACT_STATE');
  expect(contact?.isRestricted?.BOOL).toBe(true);
  const rights = await rowsOf(cloud, customer.id, 'RIGHTS_REQUEST');
  expect(rights.map((row) => [textOf(row, 'right'), textOf(row, 'state')]).sort()).toEqual([
    ['ERASE', 'GRANTED'],
    ['RESTRICT', 'DONE'],
  ]);
});

test('P7.3: D356 5(4): an erasure that was granted is put off no more', async () => {
  const customer = await registerVerified(cloud);
  const id = await askedErasure(cloud, customer);
  expect(userErrors(await granting(cloud, officer, customer, id))).toEqual([]);
  const more = await extendRight(cloud, officer, { customerId: customer.id, id, reason: canary('later ') });
  expect(userErrors(more)).toEqual(['WRONG_STATE at input.id']);
  const [right] = await rowsOf(cloud, customer.id, 'RIGHTS_REQUEST');
  expect([textOf(right, 'state'), right?.extendedAt]).toEqual(['GRANTED', undefined]);
});
