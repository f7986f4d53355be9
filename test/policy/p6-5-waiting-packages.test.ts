import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userErrors } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import {
  approvedDisclosure,
  collect,
  disclosureInput,
  inState,
  issueCollectionLink,
  linkTo,
  orderInput,
  packagesOf,
  readDisclosure,
  resultsOf,
  revokeDisclosure,
  type Shown,
  sealedDisclosure,
} from '../harness/disclosures.ts';
import { eventually } from '../harness/mails.ts';
import { permit, permitted } from '../harness/permissions.ts';
import {
  activeCommitment,
  done,
  endCommitment,
  type KnownRecipient,
  type Legal,
  legalTeam,
  ownDisclosures,
  recipientKeys,
  revokePermission,
  revokeRecipient,
  setRecipientKey,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { givePayment, type Registered, registerCustomer } from '../harness/register.ts';
import { requestCopy } from '../harness/rights.ts';
import { scanTables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let legal: Legal;
let authority: KnownRecipient;
let customer: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await legalTeam(cloud);
  authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  customer = await registerCustomer(cloud);
  await givePayment(cloud, customer);
});
afterAll(() => cloud.stop());

type Input = Readonly<Record<string, unknown>>;
const sealed = (recipient: KnownRecipient, changes: Input = {}) =>
  sealedDisclosure(cloud, legal, disclosureInput(recipient.id, [customer.id], changes));
/** Ended for a cause, its package gone, and the customer's row says that nothing was given. */
const endedFor = async (id: string, cause: string | null) => {
  expect(await inState(cloud, legal.one, id, 'REVOKED')).toMatchObject({ cause, handedOutAt: null });
  await eventually(async () => ((await packagesOf(cloud, id)).length === 0 ? true : undefined));
  await eventually(async () => {
    const [row] = await resultsOf(cloud, legal.one, id);
    return row.result === 'NOT_GIVEN' ? true : undefined;
  });
};

describe('the clock of an authority', () => {
  const hour = 3_600_000;
  const lines = (event: string) => cloud.logs.filter((line) => line.includes(`"${event}"`)).length;
  const deadlinesOf = async (id: string) => {
    const query = '{ deadlines(first: 50) { nodes { kind about dueAt } } }';
    const { data } = await cloud.ask(query, { token: legal.one });
    return data.deadlines.nodes.filter((one: { about: string }) => one.about === id);
  };

  test('P6.5: runs on while the package lies here sealed, wakes somebody when it runs out, and ends as it is handed out', async () => {
    const receivedAt = new Date(Date.now() - 25 * hour).toISOString();
    const { id, dueAt } = await sealed(authority, { receivedAt });
    expect(await deadlinesOf(id)).toEqual([{ kind: 'AUTHORITY', about: id, dueAt }]);
    const before = lines('authority_answer_late');
    await cloud.invoke('clock', {});
    await cloud.invoke('clock', {});
    expect(lines('authority_answer_late') - before).toBe(1);
    const list = await cloud.ask('{ openDisclosures(first: 1) { nodes { id } } }', { token: legal.one });
    expect(list.data.openDisclosures.nodes).toEqual([{ id }]);
    expect((await collect(await linkTo(cloud, legal.one, id), authority.privateKey)).status).toBe(200);
    expect(await deadlinesOf(id)).toEqual([]);
    await cloud.invoke('clock', {});
    expect(lines('authority_answer_late') - before).toBe(1);
    expect(await readDisclosure(cloud, legal.one, id)).toMatchObject({ state: 'SEALED' });
  }, 120_000);
});

describe('a package whose basis is gone', () => {
  test('P1.6: goes with the permission that is taken back, whoever looks or not; one that stands on another stays', async () => {
    const registrar = await verifiedRecipient(cloud, legal, { kind: 'OTHER' });
    const own = await registerCustomer(cloud);
    const permissionId = await permit(cloud, own, registrar.id);
    const asked = disclosureInput(registrar.id, [own.id], permitted);
    const { id } = await sealedDisclosure(cloud, legal, asked);
    const again = await permit(cloud, own, registrar.id);
    done(await revokePermission(cloud, own.token, { permissionId }));
    expect(await readDisclosure(cloud, legal.one, id)).toMatchObject({ state: 'SEALED' });
    done(await revokePermission(cloud, own.token, { permissionId: again }));
    expect(await readDisclosure(cloud, legal.one, id)).toMatchObject({ state: 'REVOKED', cause: 'NO_BASIS' });
    await endedFor(id, 'NO_BASIS');
    expect(await ownDisclosures(cloud, own.token)).toMatchObject([{ id, result: 'NOT_GIVEN' }]);
  }, 120_000);

  test('P6.6: goes within minutes of the end of its commitment, of its recipient, or of the key it was sealed to', async () => {
    const processor = await verifiedRecipient(cloud, legal);
    const commitmentId = await activeCommitment(cloud, legal, processor.id);
    const committed = { basis: 'COMMITMENT', order: undefined, purpose: 'PAYMENT', fields: ['BILLING_NAME'] };
    const [gone, changed] = await Promise.all(
      [1, 2].map(() => verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' })),
    );
    if (!gone || !changed) throw new Error('two authorities');
    const made = [await sealed(processor, committed), await sealed(gone), await sealed(changed)];
    const stays = await sealed(authority);
    done(await endCommitment(cloud, legal.one, { recipientId: processor.id, id: commitmentId }));
    done(await revokeRecipient(cloud, legal.one, { recipientId: gone.id }));
    const { key } = recipientKeys();
    done(await setRecipientKey(cloud, legal.one, { recipientId: changed.id, key }));
    await cloud.invoke('clock', {});
    const causes = ['NO_BASIS', 'RECIPIENT_NOT_VERIFIED', 'RECIPIENT_NOT_VERIFIED'];
    for (const [n, { id }] of made.slice(0, 2).entries()) await endedFor(id, String(causes[n]));
    // An order is decided anew; its package goes.
    const anew = await inState(cloud, legal.one, String(made[2]?.id), 'VERIFIED');
    expect(anew).toMatchObject({ cause: causes[2], handedOutAt: null, package: null });
    await eventually(async () => ((await packagesOf(cloud, anew.id)).length === 0 ? true : undefined));
    expect(await readDisclosure(cloud, legal.one, stays.id)).toMatchObject({ state: 'SEALED' });
    expect(await packagesOf(cloud, stays.id)).toHaveLength(1);
    const { audit } = await scanTables(cloud);
    const told = audit.filter((row) => made.some(({ id }) => id === textOf(row, 'reference')));
    expect(told.filter((row) => textOf(row, 'actor') === 'system:clock')).toHaveLength(3);
  }, 120_000);

  test('P6.5: one that left already is destroyed as well, and stays said to be given', async () => {
    const office = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
    const { id } = await sealed(office);
    await collect(await linkTo(cloud, legal.one, id), office.privateKey);
    done(await revokeRecipient(cloud, legal.one, { recipientId: office.id }));
    await cloud.invoke('clock', {});
    await inState(cloud, legal.one, id, 'REVOKED');
    await eventually(async () => ((await packagesOf(cloud, id)).length === 0 ? true : undefined));
    expect(await resultsOf(cloud, legal.one, id)).toMatchObject([{ result: 'GIVEN' }]);
  }, 120_000);

  test('P6.5: whoever wants a link to it is refused, and it is destroyed then', async () => {
    const office = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
    const { id } = await sealed(office);
    done(await revokeRecipient(cloud, legal.one, { recipientId: office.id }));
    expect(userErrors(await issueCollectionLink(cloud, legal.one, { id }))).toEqual([
      'RECIPIENT_NOT_VERIFIED at input.id',
    ]);
    await endedFor(id, 'RECIPIENT_NOT_VERIFIED');
  });
});

describe('what a customer sees of what is prepared', () => {
  const copyOf = async (token: string): Promise<string> => {
    expect(userErrors(await requestCopy(cloud, token))).toEqual([]);
    const { data } = await cloud.ask('{ me { rightsRequests { copy { json } } } }', { token });
    return data.me.rightsRequests[0].copy.json;
  };

  test('P6.5: of an order that is being answered nothing, and nothing of one that ended before anything left', async () => {
    const own = await registerCustomer(cloud);
    const input = disclosureInput(authority.id, [own.id], { purpose: 'INVESTIGATION', order: orderInput() });
    const { id } = await approvedDisclosure(cloud, legal, input);
    await inState(cloud, legal.one, id, 'SEALED');
    expect(await ownDisclosures(cloud, own.token)).toEqual([]);
    done(await revokeDisclosure(cloud, legal.one, { id, reason: 'The order was withdrawn.' }));
    await endedFor(id, null);
    expect(await ownDisclosures(cloud, own.token)).toEqual([]);
    expect(await copyOf(own.token)).not.toContain(authority.name);
    const next = await sealedDisclosure(cloud, legal, input);
    await collect(await linkTo(cloud, legal.one, next.id), authority.privateKey);
    await eventually(async () => {
      const all = await ownDisclosures(cloud, own.token);
      return all.find((one: Shown & { result: string }) => one.id === next.id && one.result === 'GIVEN');
    });
    expect(await ownDisclosures(cloud, own.token)).toMatchObject([{ purpose: 'INVESTIGATION' }]);
  }, 120_000);

  test('P1.6: of what stands on their own permission everything, from its beginning', async () => {
    const registrar = await verifiedRecipient(cloud, legal, { kind: 'OTHER' });
    await permit(cloud, customer, registrar.id);
    const { id } = await sealed(registrar, permitted);
    const own = await ownDisclosures(cloud, customer.token);
    expect(own.find((one: Shown) => one.id === id)).toMatchObject({ basis: 'PERMISSION', result: 'PENDING' });
  }, 120_000);
});
