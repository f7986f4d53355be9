import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { approveDisclosure } from '../../../lambda/domain/disclosure/approve-disclosure.ts';
import { collectDisclosure } from '../../../lambda/domain/package/collect-disclosure.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { userErrors } from '../../harness/ask.ts';
import { canary, type TestCloud } from '../../harness/cloud.ts';
import * as d from '../../harness/disclosures.ts';
import { openJwe } from '../../harness/open-jwe.ts';
import { permit, permitted } from '../../harness/permissions.ts';
import * as r from '../../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../../harness/register.ts';
import { liftRestriction, restrictProcessing } from '../../harness/rights.ts';
import { recordsOf, textOf } from '../../harness/tables.ts';
import { asking, meanwhile, quiet, seal, staffOf, startDisclosingCloud, toldOf } from './disclosing-world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let cloud: TestCloud;
let legal: r.Legal;
let registrar: r.KnownRecipient;
let customer: Registered;
beforeAll(async () => {
  cloud = await startDisclosingCloud();
  legal = await r.legalTeam(cloud);
  registrar = await r.verifiedRecipient(cloud, legal, { kind: 'OTHER' });
  customer = await registerCustomer(cloud);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud?.stop();
});

const office = () => r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
const input = (to: r.KnownRecipient, of: readonly Registered[] = [customer]) => {
  const ids = of.map(({ id }) => id);
  return d.disclosureInput(to.id, ids, to === registrar ? permitted : {});
};
const approved = async (to: r.KnownRecipient, of?: readonly Registered[]): Promise<string> =>
  (await d.approvedDisclosure(cloud, legal, input(to, of))).id;
const read = (id: string) => d.readDisclosure(cloud, legal.one, id);
const revoke = ({ id: recipientId }: r.KnownRecipient) =>
  r.revokeRecipient(cloud, legal.one, { recipientId }).then(r.done);
const takeBack = (id: string) =>
  d.revokeDisclosure(cloud, legal.one, { id, reason: 'Withdrawn.' }).then(r.done);
async function waiting(to: r.KnownRecipient) {
  const id = await approved(to);
  await seal(quiet(), id);
  return { id, asked: await asking(await d.linkTo(cloud, legal.one, id), to) };
}
/** Another key of a recipient, compared by another person than who brought it. */
async function changeKey({ id: recipientId }: r.KnownRecipient): Promise<void> {
  const { key } = r.recipientKeys();
  const set = await r.setRecipientKey(cloud, legal.one, { recipientId, key });
  const { keyThumbprint: thumbprint } = r.done<r.KnownRecipient>(set);
  const verifying = { recipientId, thumbprint, channel: 'CALL_BACK' };
  r.done(await r.verifyRecipientKey(cloud, legal.other, verifying));
}

describe('what ends while a package is made is no basis for it', () => {
  test('P6.5: a recipient who is revoked between the last look and the state gets nothing', async () => {
    const to = await office();
    const id = await approved(to);
    await seal(
      meanwhile('inboundBucket', 'putSealed', () => revoke(to)),
      id,
    );
    expect(await read(id)).toMatchObject({
      state: 'REVOKED',
      cause: 'RECIPIENT_NOT_VERIFIED',
      package: null,
    });
    expect(await d.packagesOf(cloud, id)).toEqual([]);
  });

  test('P1.6: nor does one whose permission is taken back then, or whose customer restricts the processing', async () => {
    const own = await registerCustomer(cloud);
    const acts = [
      async () => {
        const permissionId = await permit(cloud, own, registrar.id);
        return () => r.revokePermission(cloud, own.token, { permissionId });
      },
      async () => {
        await permit(cloud, own, registrar.id);
        return () => restrictProcessing(cloud, own.token);
      },
    ];
    for (const prepare of acts) {
      const act = await prepare();
      const id = await approved(registrar, [own]);
      const ports = meanwhile('inboundBucket', 'putSealed', async () => {
        expect(userErrors(await act())).toEqual([]);
      });
      await seal(ports, id);
      expect(await read(id)).toMatchObject({ state: 'REVOKED', cause: 'NO_BASIS', package: null });
    }
  });

  test('P6.5: nobody is said to be given on a disclosure that was taken back meanwhile', async () => {
    const to = await office();
    const id = await approved(to);
    const ports = meanwhile('customers', 'heads', () => takeBack(id));
    await expect(seal(ports, id)).rejects.toMatchObject({ code: 'STALE_REVISION' });
    expect(await toldOf(cloud, id)).not.toContain('DISCLOSE ALLOWED');
    const rows = await recordsOf(cloud, 'CUSTOMER_DISCLOSURE');
    expect(rows.filter((row) => textOf(row, 'disclosureId') === id)).toEqual([]);
  });

  test('P1.6: who was refused in the audit trail is not given, though it is permitted a moment later', async () => {
    await permit(cloud, customer, registrar.id);
    const late = await registerCustomer(cloud);
    expect(userErrors(await restrictProcessing(cloud, late.token))).toEqual([]);
    await permit(cloud, late, registrar.id);
    const id = await approved(registrar, [customer, late]);
    let lifted = 0;
    await seal(quiet(), id, async () => {
      lifted += 1;
      expect(userErrors(await liftRestriction(cloud, late.token))).toEqual([]);
    });
    expect(lifted).toBe(1);
    const link = await d.linkTo(cloud, legal.one, id);
    const { jwe } = await collectDisclosure(quiet(), await asking(link, registrar));
    const { customers } = JSON.parse(openJwe(jwe, registrar.privateKey).toString());
    expect(customers.map((one: { id: string }) => one.id)).toEqual([localIdOf(customer.id)]);
    const results = await d.resultsOf(cloud, legal.one, id);
    expect(results).toMatchObject([
      { result: 'PENDING' },
      { result: 'NOT_GIVEN', cause: 'PROCESSING_RESTRICTED' },
    ]);
  });
});

test('P6.5: who approves while the recipient is revoked is refused', async () => {
  const to = await office();
  const { id, document } = r.done<d.Shown>(await d.openDisclosure(cloud, legal.one, input(to)));
  const verifying = { id, documentDigest: document?.digest, channel: 'CALL_BACK' };
  r.done(await d.verifyDisclosure(cloud, legal.one, verifying));
  const ports = meanwhile('recipients', 'load', () => revoke(to));
  const call = { idempotencyKey: canary('key-'), disclosureId: id };
  await expect(approveDisclosure(ports, staffOf(legal.other), call)).rejects.toMatchObject({
    code: 'RECIPIENT_NOT_VERIFIED',
  });
  expect(await read(id)).toMatchObject({ state: 'VERIFIED' });
});

describe('collecting', () => {
  test('P6.5: bytes that are not those that were sealed are not handed over', async () => {
    const { id, asked } = await waiting(await office());
    const { inboundBucket: bucket } = quiet();
    const readSealed = async (name: string) => {
      const bytes = await bucket.readSealed(name);
      return bytes?.map((byte, n) => (n === bytes.length - 1 ? byte ^ 1 : byte));
    };
    const tampered = extendPorts(quiet(), { inboundBucket: { ...bucket, readSealed } });
    await expect(collectDisclosure(tampered, asked)).rejects.toMatchObject({ code: 'INTEGRITY_VIOLATION' });
    const { jwe } = await collectDisclosure(quiet(), asked);
    expect(d.digestOf(jwe)).toBe((await read(id)).package?.digest);
  });

  test('P6.5: what is fetched again while it is taken back does not leave, and is not said to have', async () => {
    const { id, asked } = await waiting(await office());
    await collectDisclosure(quiet(), asked);
    const ports = meanwhile('recipients', 'load', () => takeBack(id));
    await expect(collectDisclosure(ports, asked)).rejects.toMatchObject({ code: 'LINK_USED' });
    const told = await toldOf(cloud, id);
    expect(told.filter((one) => one === 'COLLECT_DISCLOSURE ALLOWED')).toHaveLength(1);
  });

  test('P6.5: a recipient who has another verified key than the package is sealed to gets neither link nor package', async () => {
    const [linked, collected] = [await office(), await office()];
    const waits = await waiting(linked);
    await changeKey(linked);
    expect(userErrors(await d.issueCollectionLink(cloud, legal.one, { id: waits.id }))).toEqual([
      'RECIPIENT_NOT_VERIFIED at input.id',
    ]);
    const comes = await waiting(collected);
    await changeKey(collected);
    await expect(collectDisclosure(quiet(), comes.asked)).rejects.toMatchObject({ code: 'NO_BASIS' });
    for (const { id } of [waits, comes])
      expect(await read(id)).toMatchObject({ state: 'VERIFIED', cause: 'RECIPIENT_NOT_VERIFIED' });
  });
});
