import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { endBaselessPackages } from '../../../lambda/domain/disclosure/end-baseless-packages.ts';
import { tendDisclosures } from '../../../lambda/domain/disclosure/tend-disclosures.ts';
import { heldClasses } from '../../../lambda/domain/erasure/legal-hold.ts';
import { collectDisclosure } from '../../../lambda/domain/package/collect-disclosure.ts';
import { replayStoppedDisclosure } from '../../../lambda/domain/restore/replay-disclosure-acts.ts';
import type { ReplayActDeps, ReplayedRow } from '../../../lambda/domain/restore/replayed-act.ts';
import { extendPorts } from '../../../lambda/runtime/extend-ports.ts';
import { userErrors } from '../../harness/ask.ts';
import type { TestCloud } from '../../harness/cloud.ts';
import { inDays } from '../../harness/days.ts';
import * as d from '../../harness/disclosures.ts';
import { setRow } from '../../harness/erasures.ts';
import { openJwe } from '../../harness/open-jwe.ts';
import * as r from '../../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../../harness/register.ts';
import { asking, quiet, seal, settle, startDisclosingCloud, toldOf, type World } from './disclosing-world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let cloud: TestCloud;
let legal: r.Legal;
let customer: Registered;
/** Events of lines of the log that wake somebody. */
const woken: string[] = [];
const error = (event: string) => void woken.push(event);
const listening = (): World => extendPorts(quiet(), { log: { info() {}, warn() {}, error } }) as World;
beforeAll(async () => {
  cloud = await startDisclosingCloud();
  legal = await r.legalTeam(cloud);
  customer = await registerCustomer(cloud);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud?.stop();
});

const office = () => r.verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
const approved = (to: r.KnownRecipient) =>
  d.approvedDisclosure(cloud, legal, d.disclosureInput(to.id, [customer.id]));
async function sealed(to: r.KnownRecipient): Promise<d.Shown> {
  const made = await approved(to);
  await seal(quiet(), made.id);
  return made;
}
const read = (id: string) => d.readDisclosure(cloud, legal.one, id);
const isHeld = async () =>
  (await heldClasses(quiet() as never, localIdOf(customer.id))).length === 0 ? 'free' : 'held';
const swept = () => ({ by: 'clock', until: new Date(Date.now() + 60_000), perShard: 100 });
const stops = async (id: string) =>
  (await toldOf(cloud, id)).filter((one) => one.startsWith('STOP_DISCLOSURE')).length;

/** The recipient has another key from now on; once it is compared, with that. */
async function setKey(to: r.KnownRecipient, isCompared = false): Promise<r.KnownRecipient> {
  const { key, privateKey } = r.recipientKeys();
  const set = r.done<r.KnownRecipient>(
    await r.setRecipientKey(cloud, legal.one, { recipientId: to.id, key }),
  );
  if (isCompared) await compare(set);
  return { ...set, privateKey };
}
const compare = async ({ id: recipientId, keyThumbprint: thumbprint }: r.KnownRecipient) =>
  r.done(await r.verifyRecipientKey(cloud, legal.other, { recipientId, thumbprint, channel: 'CALL_BACK' }));

/** It is owed as before, nothing of the approval is left, and somebody was woken. */
async function expectOwed({ id, dueAt }: d.Shown, cause: string): Promise<void> {
  expect(await read(id)).toMatchObject({
    ...{ state: 'VERIFIED', cause, dueAt, endedAt: null, handedOutAt: null, package: null },
  });
  const query =
    '{ deadlines(first: 50) { nodes { kind about dueAt } } openDisclosures(first: 50) { nodes { id } } }';
  const { data } = await cloud.ask(query, { token: legal.one });
  expect(data.deadlines.nodes).toContainEqual({ kind: 'AUTHORITY', about: id, dueAt });
  expect(data.openDisclosures.nodes).toContainEqual({ id });
  expect(await isHeld()).toBe('held');
  expect(await stops(id)).toBe(1);
  await settle(quiet(), `${id}-back`);
  expect(await d.packagesOf(cloud, id)).toEqual([]);
  expect(await isHeld()).toBe('held');
  // It waits for people, and ends no more than before.
  await endBaselessPackages(quiet(), swept());
  expect(await read(id)).toMatchObject({ state: 'VERIFIED', cause });
}

describe('an order that the product stops before anything left goes on to be owed', () => {
  test('P6.5: as it is sealed, to another key than was approved, or as more than fits', async () => {
    const to = await office();
    const made = [await approved(to), await approved(to)] as const;
    const toKey = async () => 'x'.repeat(limits.packageBytes + 1);
    woken.length = 0;
    await seal(extendPorts(listening(), { recipientSealing: { toKey } } as never) as World, made[1].id);
    await expectOwed(made[1], 'TOO_LONG');
    await setKey(to, true);
    await seal(listening(), made[0].id);
    await expectOwed(made[0], 'RECIPIENT_NOT_VERIFIED');
    expect(woken).toEqual(['authority_answer_stopped', 'authority_answer_stopped']);
  });

  test('P6.5: as somebody wants a link to it, comes for it, or the clock looks at it', async () => {
    const to = await office();
    const made = [await sealed(to), await sealed(to), await sealed(to)] as const;
    const comes = await asking(await d.linkTo(cloud, legal.one, made[1].id), to);
    await setKey(to);
    expect(userErrors(await d.issueCollectionLink(cloud, legal.one, { id: made[0].id }))).toEqual([
      'RECIPIENT_NOT_VERIFIED at input.id',
    ]);
    expect(cloud.logs.filter((line) => line.includes('"authority_answer_stopped"'))).toHaveLength(1);
    woken.length = 0;
    await expect(collectDisclosure(listening(), comes)).rejects.toMatchObject({ code: 'NO_BASIS' });
    expect(woken).toEqual(['authority_answer_stopped']);
    await endBaselessPackages(listening(), swept());
    expect(woken).toEqual(['authority_answer_stopped', 'authority_answer_stopped']);
    for (const one of made) await expectOwed(one, 'RECIPIENT_NOT_VERIFIED');
    expect(await toldOf(cloud, made[1].id)).toContain('COLLECT_DISCLOSURE REFUSED');
  });

  test('P6.5: and is approved anew, for the key that is verified by then, announced and sealed anew', async () => {
    const to = await office();
    const { id } = await sealed(to);
    const comes = await asking(await d.linkTo(cloud, legal.one, id), to);
    const own = await setKey(to);
    await endBaselessPackages(quiet(), swept());
    expect(userErrors(await d.approveDisclosure(cloud, legal.other, { id }))).toEqual([
      'RECIPIENT_NOT_VERIFIED at input.id',
    ]);
    await compare(own);
    // Whoever opened it is no second person now either.
    expect(userErrors(await d.approveDisclosure(cloud, legal.one, { id }))).toEqual(['INVOLVED at input.id']);
    expect(r.done<d.Shown>(await d.approveDisclosure(cloud, legal.other, { id }))).toMatchObject({
      ...{ state: 'APPROVED', cause: null },
    });
    // A sealing of before that comes late seals nothing.
    await seal(quiet(), id);
    expect(await read(id)).toMatchObject({ state: 'APPROVED' });
    await seal(quiet(), id, undefined, 1);
    // What is left to do about the first comes late, and leaves the second.
    await settle(quiet(), `${id}-back`);
    const made = await read(id);
    expect(made).toMatchObject({ state: 'SEALED', package: { keyThumbprint: own.keyThumbprint } });
    const objects = await d.packagesOf(cloud, id);
    expect(objects.map((name) => name.split('/').at(-1))).toEqual([made.package?.digest]);
    await expect(collectDisclosure(quiet(), comes)).rejects.toMatchObject({ code: 'LINK_INVALID' });
    const { jwe } = await collectDisclosure(quiet(), await asking(await d.linkTo(cloud, legal.one, id), own));
    const { customers } = JSON.parse(openJwe(jwe, own.privateKey).toString());
    expect(customers[0].values).toMatchObject({ name: customer.name });
    const told = await toldOf(cloud, id);
    expect(told.filter((one) => one === 'DISCLOSE ALLOWED')).toHaveLength(2);
    await settle(quiet(), `${id}-given-1`);
    expect(await d.resultsOf(cloud, legal.one, id)).toMatchObject([{ result: 'GIVEN', cause: null }]);
  });

  test('P6.5: until people refuse it, or nobody decides in two weeks from then', async () => {
    const own = await registerCustomer(cloud);
    const to = await office();
    const input = d.disclosureInput(to.id, [own.id]);
    const made = [
      await d.approvedDisclosure(cloud, legal, input),
      await d.approvedDisclosure(cloud, legal, input),
    ] as const;
    for (const { id } of made) await seal(quiet(), id);
    await setKey(to);
    await endBaselessPackages(quiet(), swept());
    const [{ id: refused }, { id: forgotten }] = made;
    r.done(await d.rejectDisclosure(cloud, legal.one, { id: refused, reason: 'It was no order.' }));
    await settle(quiet(), `${refused}-end-1`);
    expect(await read(refused)).toMatchObject({ state: 'REJECTED', cause: null });
    expect(await d.resultsOf(cloud, legal.one, refused)).toMatchObject([
      { result: 'NOT_GIVEN', cause: 'ENDED' },
    ]);
    const key = { pk: `DISCLOSURE#${forgotten}`, sk: 'DISCLOSURE' };
    const past = `${inDays(-0.001)}#${forgotten}`;
    await setRow(cloud, key, { openedAt: inDays(-limits.disclosureDecisionDays), dueAt: past });
    await tendDisclosures(quiet(), swept());
    expect(await read(forgotten)).toMatchObject({ state: 'VERIFIED' });
    const stoppedAt = inDays(-limits.disclosureDecisionDays);
    await setRow(cloud, key, { stoppedAt, dueAt: past });
    await tendDisclosures(quiet(), swept());
    expect(await read(forgotten)).toMatchObject({ state: 'EXPIRED', cause: 'NOT_DECIDED' });
    expect(await heldClasses(quiet() as never, localIdOf(own.id))).not.toEqual([]);
    await settle(quiet(), `${forgotten}-end-1`);
    expect(await heldClasses(quiet() as never, localIdOf(own.id))).toEqual([]);
  });

  test('P6.5: but not one whose recipient was revoked', async () => {
    const to = await office();
    const { id } = await sealed(to);
    r.done(await r.revokeRecipient(cloud, legal.one, { recipientId: to.id }));
    await endBaselessPackages(quiet(), swept());
    expect(await read(id)).toMatchObject({ state: 'REVOKED', cause: 'RECIPIENT_NOT_VERIFIED' });
    expect(await stops(id)).toBe(0);
  });

  test('P6.5: and a restore that knows the package alone learns that it was stopped, but not of one that was approved since', async () => {
    const { id } = await sealed(await office());
    const ports = quiet() as unknown as ReplayActDeps;
    const stop = (at: string) => {
      const row = { reference: id, at, code: 'TOO_LONG', actor: { id: 'system:clock', roles: [] } };
      return replayStoppedDisclosure(ports, row as unknown as ReplayedRow);
    };
    expect(await stop(inDays(-1))).toEqual([]);
    await quiet().commit(await stop(inDays(0.01)), []);
    expect(await read(id)).toMatchObject({ state: 'VERIFIED', cause: 'TOO_LONG', package: null });
    expect(await stop(inDays(0.02))).toEqual([]);
  });
});

describe('why it came to nothing is said of each as it is', () => {
  const permitted = {
    basis: 'PERMISSION',
    order: undefined,
    purpose: 'DOMAIN_REGISTRATION',
    fields: ['NAME'],
  };

  test('P1.6: of two customers, who takes the permission back, and who is not given because of them', async () => {
    const registrar = await r.verifiedRecipient(cloud, legal, { kind: 'OTHER' });
    const other = await registerCustomer(cloud);
    const { purpose, fields } = permitted;
    const ids: string[] = [];
    for (const { token } of [customer, other]) {
      const asked = { recipientId: registrar.id, purpose, fields, agreed: true };
      ids.push(r.granted(await r.grantPermission(cloud, token, asked)));
    }
    const input = d.disclosureInput(registrar.id, [customer.id, other.id], permitted);
    const { id } = await d.approvedDisclosure(cloud, legal, input);
    await seal(quiet(), id);
    r.done(await r.revokePermission(cloud, other.token, { permissionId: ids[1] }));
    await settle(quiet(), `${id}-end`);
    expect(await read(id)).toMatchObject({ state: 'REVOKED', cause: 'NO_BASIS' });
    expect(await d.resultsOf(cloud, legal.one, id)).toMatchObject([
      { customerId: customer.id, result: 'NOT_GIVEN', cause: 'ANOTHERS_BASIS_GONE' },
      { customerId: other.id, result: 'NOT_GIVEN', cause: 'NO_BASIS' },
    ]);
  });

  test('P6.6: on a commitment that stands, of customers who never said how they pay', async () => {
    const processor = await r.verifiedRecipient(cloud, legal);
    await r.activeCommitment(cloud, legal, processor.id);
    const input = d.disclosureInput(processor.id, [customer.id], {
      ...{ basis: 'COMMITMENT', order: undefined, purpose: 'PAYMENT', fields: ['BILLING_NAME'] },
    });
    const { id } = await d.approvedDisclosure(cloud, legal, input);
    await seal(quiet(), id);
    expect(await read(id)).toMatchObject({ state: 'REVOKED', cause: 'NOTHING_TO_GIVE', package: null });
    expect(await d.resultsOf(cloud, legal.one, id)).toMatchObject([{ result: 'NOTHING_TO_GIVE' }]);
  });
});
