import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
import {
  approveDisclosure,
  collect,
  disclosureInput,
  inState,
  linkTo,
  openDisclosure,
  openPage,
  packagesOf,
  resultsOf,
  revokeDisclosure,
  type Shown,
  sealedDisclosure,
  verifyDisclosure,
} from '../harness/disclosures.ts';
import { eventually } from '../harness/mails.ts';
import { openJwe } from '../harness/open-jwe.ts';
import { permit, permitted } from '../harness/permissions.ts';
import {
  activeCommitment,
  done,
  endCommitment,
  type KnownRecipient,
  type Legal,
  legalTeam,
  ownDisclosures,
  revokePermission,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { givePayment, type Registered, registerCustomer } from '../harness/register.ts';
import { restrictProcessing } from '../harness/rights.ts';
import { textOf } from '../harness/tables.ts';
import { trailAbout } from '../harness/trail.ts';

let cloud: TestCloud;
let legal: Legal;
let registrar: KnownRecipient;
let neighbour: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await legalTeam(cloud);
  registrar = await verifiedRecipient(cloud, legal, { kind: 'OTHER' });
  neighbour = await registerCustomer(cloud);
});
afterAll(() => cloud.stop());

const asked = (customers: readonly Registered[], changes: Readonly<Record<string, unknown>> = {}) =>
  disclosureInput(
    registrar.id,
    customers.map(({ id }) => id),
    { ...permitted, ...changes },
  );
const actionsOf = async (id: string) =>
  (await trailAbout(cloud, id)).map((row) =>
    [textOf(row, 'action'), textOf(row, 'outcome'), textOf(row, 'code')].join(' ').trim(),
  );

describe('on the permission of customers', () => {
  test('P1.6: each customer alone decides: whoever permitted is given, nobody else of the same request', async () => {
    const own = await registerCustomer(cloud);
    await permit(cloud, own, registrar.id);
    const narrow = await registerCustomer(cloud);
    await permit(cloud, narrow, registrar.id, { fields: ['NAME'] });
    const other = await registerCustomer(cloud);
    await permit(cloud, other, registrar.id, { purpose: 'INVOICING' });
    const { id, package: sealed } = await sealedDisclosure(
      cloud,
      legal,
      asked([own, narrow, other, neighbour]),
    );
    expect(await resultsOf(cloud, legal.one, id)).toMatchObject([
      { customerId: own.id, result: 'PENDING', fields: ['NAME', 'ADDRESS'], cause: null },
      { customerId: narrow.id, result: 'NOT_GIVEN', cause: 'SCOPE_TOO_WIDE' },
      { customerId: other.id, result: 'NOT_GIVEN', cause: 'NO_BASIS' },
      { customerId: neighbour.id, result: 'NOT_GIVEN', cause: 'NO_BASIS' },
    ]);
    const { text } = await collect(await linkTo(cloud, legal.one, id), registrar.privateKey);
    const { customers } = JSON.parse(openJwe(text, registrar.privateKey).toString());
    expect(customers).toHaveLength(1);
    expect(customers[0].values).toMatchObject({ name: own.name, address: { line: own.line } });
    expect(sealed?.keyThumbprint).toBe(registrar.keyThumbprint);
    const actions = await actionsOf(id);
    expect(actions.filter((action) => action === 'DISCLOSE ALLOWED')).toHaveLength(1);
    expect(actions.filter((action) => action === 'DISCLOSE REFUSED NO_BASIS')).toHaveLength(2);
    expect(await ownDisclosures(cloud, narrow.token)).toMatchObject([{ id, result: 'NOT_GIVEN' }]);
    // Who never permitted anything to it has nothing to read of.
    expect(await ownDisclosures(cloud, neighbour.token)).toEqual([]);
  }, 60_000);

  test('P1.6: where nobody permits, nothing is opened, and nothing approved', async () => {
    const own = await registerCustomer(cloud);
    const refused = async (input: Readonly<Record<string, unknown>>) =>
      userErrors(await openDisclosure(cloud, legal.one, input));
    expect(await refused(asked([own, neighbour]))).toEqual(['NO_BASIS at input.customerIds']);
    await permit(cloud, own, registrar.id, { fields: ['NAME'] });
    expect(await refused(asked([own]))).toEqual(['SCOPE_TOO_WIDE at input.fields']);
    const permissionId = await permit(cloud, own, registrar.id);
    const { id } = done<Shown>(await openDisclosure(cloud, legal.one, asked([own, neighbour])));
    done(await verifyDisclosure(cloud, legal.one, { id, channel: 'POST' }));
    done(await revokePermission(cloud, own.token, { permissionId }));
    expect(userErrors(await approveDisclosure(cloud, legal.other, { id }))).toEqual(['NO_BASIS at input.id']);
    expect(await ownDisclosures(cloud, own.token)).toEqual([]);
  });

  test.each(['taken back', 'restricted'] as const)(
    'P1.6: one that is %s while the package waits stops it, and it is destroyed',
    async (how) => {
      const own = await registerCustomer(cloud);
      const permissionId = await permit(cloud, own, registrar.id);
      const { id } = await sealedDisclosure(cloud, legal, asked([own]));
      const link = await linkTo(cloud, legal.one, id);
      const isTakenBack = how === 'taken back';
      if (isTakenBack) done(await revokePermission(cloud, own.token, { permissionId }));
      else {
        done(await restrictProcessing(cloud, own.token));
        expect((await collect(link, registrar.privateKey)).status).toBe(410);
      }
      // Whoever takes a permission back ends what waits on it.
      expect((await openPage(link)).status).toBe(410);
      const cause = how === 'taken back' ? 'NO_BASIS' : 'PROCESSING_RESTRICTED';
      expect(await inState(cloud, legal.one, id, 'REVOKED')).toMatchObject({ cause, handedOutAt: null });
      await eventually(async () => ((await packagesOf(cloud, id)).length === 0 ? true : undefined));
      await eventually(async () => {
        const [shown] = await ownDisclosures(cloud, own.token);
        return shown.result === 'NOT_GIVEN' ? true : undefined;
      });
      expect(await actionsOf(id)).toContain(
        isTakenBack ? `REVOKE_DISCLOSURE ALLOWED ${cause}` : `COLLECT_DISCLOSURE REFUSED ${cause}`,
      );
    },
    60_000,
  );

  test('P1.6: one that is taken back between the judgement and the handing over stops it', async () => {
    const own = await registerCustomer(cloud);
    const permissionId = await permit(cloud, own, registrar.id);
    const { id } = await sealedDisclosure(cloud, legal, asked([own]));
    const link = await linkTo(cloud, legal.one, id);
    const beside = await startBeside(cloud, { functions: ['links'] });
    try {
      let revoked = 0;
      beside.dynamo.setFault(async ({ operation, body }) => {
        if (operation !== 'TransactWriteItems' || !body.toString().includes('COLLECT_DISCLOSURE'))
          return undefined;
        if (revoked++ === 0) done(await revokePermission(cloud, own.token, { permissionId }));
        return undefined;
      });
      const moved = `${beside.url}${new URL(link).pathname}`;
      expect((await collect(moved, registrar.privateKey)).status).toBe(410);
      expect(revoked).toBeGreaterThan(0);
    } finally {
      await beside.stop();
    }
    expect(await inState(cloud, legal.one, id, 'REVOKED')).toMatchObject({ handedOutAt: null });
  }, 60_000);

  test('P1.6: one that is taken back while the package is sealed stays out of it', async () => {
    const own = await registerCustomer(cloud);
    const permissionId = await permit(cloud, own, registrar.id);
    const stays = await registerCustomer(cloud);
    await permit(cloud, stays, registrar.id);
    const opened = done<Shown>(await openDisclosure(cloud, legal.one, asked([own, stays])));
    done(await verifyDisclosure(cloud, legal.one, { id: opened.id, channel: 'POST' }));
    // Between approval and sealing: the job judges again.
    done(await revokePermission(cloud, own.token, { permissionId }));
    done(await approveDisclosure(cloud, legal.other, { id: opened.id }));
    await inState(cloud, legal.one, opened.id, 'SEALED');
    expect(await resultsOf(cloud, legal.one, opened.id)).toMatchObject([
      { customerId: own.id, result: 'NOT_GIVEN', cause: 'NO_BASIS' },
      { customerId: stays.id, result: 'PENDING' },
    ]);
  });

  test('P1.6: what was given stays said, whatever ends afterwards', async () => {
    const own = await registerCustomer(cloud);
    await permit(cloud, own, registrar.id);
    const { id } = await sealedDisclosure(cloud, legal, asked([own]));
    const link = await linkTo(cloud, legal.one, id);
    expect((await collect(link, registrar.privateKey)).status).toBe(200);
    done(await revokeDisclosure(cloud, legal.one, { id, reason: 'it was asked for by mistake' }));
    await eventually(async () => ((await packagesOf(cloud, id)).length === 0 ? true : undefined));
    await eventually(async () => {
      const [shown] = await ownDisclosures(cloud, own.token);
      return shown.result === 'GIVEN' ? true : undefined;
    });
  });

  test('P1.6: names no more than 40 customers without an order', async () => {
    const ids = Array.from({ length: 41 }, (_, n) =>
      Buffer.from(`Customer:${String(n).padStart(26, '0')}`).toString('base64url'),
    );
    const input = disclosureInput(registrar.id, ids, permitted);
    expect(userErrors(await openDisclosure(cloud, legal.one, input))).toEqual([
      'TOO_LONG at input.customerIds',
    ]);
  });
});

describe('on the commitment of a processor', () => {
  const committed = {
    basis: 'COMMITMENT',
    order: undefined,
    purpose: 'PAYMENT',
    fields: ['BILLING_NAME', 'TAX_CODE'],
  };
  let processor: KnownRecipient;
  let paying: Registered;
  beforeAll(async () => {
    paying = await registerCustomer(cloud);
    await givePayment(cloud, paying);
  });
  const input = (changes: Readonly<Record<string, unknown>> = {}) =>
    disclosureInput(processor.id, [paying.id], { ...committed, ...changes });

  test('P6.6: no wider than the commitment, and only while it is active', async () => {
    processor = await verifiedRecipient(cloud, legal);
    expect(userErrors(await openDisclosure(cloud, legal.one, input()))).toEqual([
      'NO_BASIS at input.recipientId',
    ]);
    await activeCommitment(cloud, legal, processor.id);
    const wide = input({ fields: ['BILLING_NAME', 'BANK_ACCOUNT'] });
    expect(userErrors(await openDisclosure(cloud, legal.one, wide))).toEqual([
      'SCOPE_TOO_WIDE at input.fields.1',
    ]);
    const { id } = await sealedDisclosure(cloud, legal, input());
    expect((await collect(await linkTo(cloud, legal.one, id), processor.privateKey)).status).toBe(200);
  });

  test('P6.6: one that ends between opening and approval, or between approval and collection, stops it', async () => {
    processor = await verifiedRecipient(cloud, legal);
    const first = await activeCommitment(cloud, legal, processor.id);
    const opened = done<Shown>(await openDisclosure(cloud, legal.one, input()));
    done(await verifyDisclosure(cloud, legal.one, { id: opened.id, channel: 'POST' }));
    done(await endCommitment(cloud, legal.one, { recipientId: processor.id, id: first }));
    expect(userErrors(await approveDisclosure(cloud, legal.other, { id: opened.id }))).toEqual([
      'NO_BASIS at input.id',
    ]);
    const second = await activeCommitment(cloud, legal, processor.id, { until: inDays(100) });
    const { id } = await sealedDisclosure(cloud, legal, input());
    const link = await linkTo(cloud, legal.one, id);
    done(await endCommitment(cloud, legal.one, { recipientId: processor.id, id: second }));
    expect((await collect(link, processor.privateKey)).status).toBe(410);
    expect(await inState(cloud, legal.one, id, 'REVOKED')).toMatchObject({
      cause: 'NO_BASIS',
      handedOutAt: null,
    });
  }, 60_000);
});
