import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { idle } from '../bench/idle.ts';
import { userErrors } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
import {
  approveDisclosure,
  collect,
  disclosureInput,
  inState,
  linkTo,
  nameCustomers,
  openDisclosure,
  orderInput,
  readDisclosure,
  resultsOf,
  type Shown,
  saidBy,
  sealedDisclosure,
  verifyDisclosure,
} from '../harness/disclosures.ts';
import { grantedErasure, setRow } from '../harness/erasures.ts';
import { mailsSettled } from '../harness/mails.ts';
import { openJwe } from '../harness/open-jwe.ts';
import {
  done,
  type KnownRecipient,
  type Legal,
  legalTeam,
  recipientInput,
  registerRecipient,
  verifiedRecipient,
} from '../harness/recipients.ts';
import { localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { changes, overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';
import { trailAbout } from '../harness/trail.ts';

let cloud: TestCloud;
let legal: Legal;
let authority: KnownRecipient;
let customer: Registered;
let neighbour: Registered;
beforeAll(async () => {
  // An erasure that is granted stays under way.
  cloud = await startTestCloud({ bundlePaths: { ...inject('bundlePaths'), keeping: idle } });
  legal = await legalTeam(cloud);
  authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
  customer = await registerCustomer(cloud);
  neighbour = await registerCustomer(cloud);
  await mailsSettled(cloud);
});
afterAll(() => cloud.stop());

const asked = (changed: Readonly<Record<string, unknown>> = {}) =>
  disclosureInput(authority.id, [customer.id], changed);
const opening = (changed: Readonly<Record<string, unknown>> = {}) =>
  openDisclosure(cloud, legal.one, asked(changed));
const verified = async ({ id, document }: Shown) => {
  const documentDigest = document?.digest;
  return done<Shown>(await verifyDisclosure(cloud, legal.one, { id, documentDigest, channel: 'POST' }));
};

describe('the document of an order', () => {
  const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
  const pdf = (length: number) => {
    const beginning = Buffer.from('%PDF-1.7\n');
    return Buffer.concat([beginning, randomBytes(length - beginning.length)]);
  };

  test.each<readonly [string, string, string]>([
    ['empty', '', 'REQUIRED'],
    ['white space', '  ', 'REQUIRED'],
    ['larger than 40 KB', base64(pdf(40 * 1024 + 1)), 'TOO_LONG'],
    ['a program', base64('MZ and more'), 'INVALID_FORMAT'],
    ['a page', base64('<html>%PDF-</html>'), 'INVALID_FORMAT'],
    ['an archive', base64(Buffer.from('504b0304', 'hex')), 'INVALID_FORMAT'],
    ['no Base64', 'JVBERi0x*', 'INVALID_FORMAT'],
    [
      'Base64 of URLs',
      base64(Buffer.concat([pdf(20), Buffer.from([255, 239])]))
        .replaceAll('/', '_')
        .replace(/=*$/, '_'),
      'INVALID_FORMAT',
    ],
  ])('P6.5: is refused when it is %s, and nothing of it is kept', async (_, given, code) => {
    const before = await scanTables(cloud);
    const answer = await opening({ order: orderInput({ document: given }) });
    expect(userErrors(answer)).toEqual([`${code} at input.order.document`]);
    const changed = changes(before, await scanTables(cloud));
    expect(changed.filter((one) => !one.includes('IDEMPOTENCY'))).toEqual([]);
  });

  test('P6.5: without one there is no order', async () => {
    const { document: _, ...unproven } = orderInput();
    expect((await opening({ order: unproven })).data).toBeUndefined();
    expect((await opening({ order: { ...unproven, document: null } })).data).toBeUndefined();
  });

  test('P6.5: of 40 KB it is taken', async () => {
    expect(userErrors(await opening({ order: orderInput({ document: base64(pdf(40 * 1024)) }) }))).toEqual(
      [],
    );
  });
});

describe('what an order has withheld', () => {
  test.each<readonly [number, string]>([
    [-1, 'IN_THE_PAST'],
    [3660, 'TOO_FAR'],
    [365_000, 'TOO_FAR'],
  ])('P6.5: %i days from now is refused', async (days, code) => {
    const answer = await opening({ order: orderInput({ withheldUntil: inDays(days) }) });
    expect(userErrors(answer)).toEqual([`${code} at input.order.withheldUntil`]);
  });

  test('P6.5: years are taken', async () => {
    expect(userErrors(await opening({ order: orderInput({ withheldUntil: inDays(3600) }) }))).toEqual([]);
  });
});

describe('customers of an order', () => {
  test('P6.5: whoever is named twice, at once or again, is given once', async () => {
    const opened = done<Shown & { customerCount: number }>(
      await opening({ customerIds: [customer.id, neighbour.id, customer.id] }),
    );
    expect(opened.customerCount).toBe(2);
    const naming = { id: opened.id, customerIds: [neighbour.id, customer.id] };
    expect(done(await nameCustomers(cloud, legal.one, naming))).toMatchObject({ customerCount: 2 });
    await verified(opened);
    done(await approveDisclosure(cloud, legal.other, { id: opened.id }));
    const { package: made } = await inState(cloud, legal.one, opened.id, 'SEALED');
    const ids = [customer.id, neighbour.id];
    expect(saidBy(String(made?.manifest)).customers).toEqual(ids.map(localIdOf));
    expect(await resultsOf(cloud, legal.one, opened.id)).toMatchObject(
      ids.map((customerId) => ({ customerId, result: 'PENDING' })),
    );
  });

  test('P6.5: one that nobody knows refuses the whole, when it is opened and when more are named', async () => {
    const nobody = Buffer.from(`Customer:${'0'.repeat(26)}`).toString('base64url');
    const other = Buffer.from(`Recipient:${localIdOf(customer.id)}`).toString('base64url');
    for (const id of [nobody, other, customer.id.slice(1)])
      expect(userErrors(await opening({ customerIds: [customer.id, id] }))).toEqual([
        'NOT_FOUND at input.customerIds.1',
      ]);
    const { id } = done<Shown>(await opening());
    const naming = { id, customerIds: [neighbour.id, nobody] };
    expect(userErrors(await nameCustomers(cloud, legal.one, naming))).toEqual([
      'NOT_FOUND at input.customerIds.1',
    ]);
    const { data } = await cloud.ask('query ($id: ID!) { disclosure(id: $id) { customerCount } }', {
      token: legal.one,
      variables: { id },
    });
    expect(data.disclosure.customerCount).toBe(1);
  });

  test('P6.5: nobody is named behind the back of those who look at it: not by another, and not once it is verified', async () => {
    const opened = done<Shown>(await opening());
    const naming = { id: opened.id, customerIds: [neighbour.id] };
    expect(userErrors(await nameCustomers(cloud, legal.other, naming))).toEqual(['INVOLVED at input.id']);
    await verified(opened);
    expect(userErrors(await nameCustomers(cloud, legal.one, naming))).toEqual(['WRONG_STATE at input.id']);
  });

  test('P6.5: of one who is being erased nothing is given; it is recorded, and the others are', async () => {
    const leaving = await registerCustomer(cloud);
    const opened = done<Shown>(await opening({ customerIds: [leaving.id, neighbour.id] }));
    // Before anybody verified it: afterwards the order keeps whom it names.
    await grantedErasure(cloud, await cloud.employee('privacy_officer'), leaving);
    await verified(opened);
    done(await approveDisclosure(cloud, legal.other, { id: opened.id }));
    await inState(cloud, legal.one, opened.id, 'SEALED');
    // It goes on beside: who is gone whole has no row any more.
    const results = await resultsOf(cloud, legal.one, opened.id);
    const ofLeaving = results.filter((one: { customerId: string }) => one.customerId === leaving.id);
    for (const one of ofLeaving) expect(one.result).toBe('NOT_GIVEN');
    expect(results).toContainEqual(expect.objectContaining({ customerId: neighbour.id, result: 'PENDING' }));
    const trail = await trailAbout(cloud, opened.id);
    const told = trail.filter((row) => textOf(row, 'action') === 'DISCLOSE');
    expect(
      told.map((row) => [textOf(row, 'customerId'), textOf(row, 'outcome'), textOf(row, 'code')]).sort(),
    ).toEqual(
      [
        [localIdOf(leaving.id), 'REFUSED', expect.stringMatching(/^(ERASURE_UNDER_WAY|ERASED)$/)],
        [localIdOf(neighbour.id), 'ALLOWED', ''],
      ].sort(),
    );
    const got = await collect(await linkTo(cloud, legal.one, opened.id), authority.privateKey);
    const { customers } = JSON.parse(openJwe(got.text, authority.privateKey).toString());
    expect(customers.map(({ id }: { id: string }) => id)).toEqual([localIdOf(neighbour.id)]);
  }, 60_000);
});

describe('the key of an authority', () => {
  const jwk = (type: string, options: object): string =>
    JSON.stringify(
      (generateKeyPairSync as (type: string, options: object) => ReturnType<typeof generateKeyPairSync>)(
        type,
        options,
      ).publicKey.export({ format: 'jwk' } as never),
    );

  test.each<readonly [string, () => string]>([
    ['RSA of 1024 bits', () => jwk('rsa', { modulusLength: 1024 })],
    ['RSA with the exponent 3', () => jwk('rsa', { modulusLength: 2048, publicExponent: 3 })],
    ['Ed25519, which signs', () => jwk('ed25519', {})],
    ['secp256k1', () => jwk('ec', { namedCurve: 'secp256k1' })],
    [
      'for signatures',
      () => JSON.stringify({ ...JSON.parse(jwk('ec', { namedCurve: 'P-256' })), use: 'sig' }),
    ],
    [
      'off its curve',
      () => JSON.stringify({ ...JSON.parse(jwk('ec', { namedCurve: 'P-256' })), x: 'A'.repeat(43) }),
    ],
    ['symmetric', () => JSON.stringify({ kty: 'oct' })],
    ['no JSON', () => '-----BEGIN PUBLIC KEY-----'],
    ['a list', () => '[]'],
  ])('P6.5: %s is not taken', async (_, key) => {
    const input = recipientInput({ kind: 'AUTHORITY', key: key() });
    expect(userErrors(await registerRecipient(cloud, legal.one, input))).toEqual([
      'KEY_NOT_ACCEPTED at input.key',
    ]);
  });

  test('P6.5: one whose time is over stops what is to be approved, linked or collected', async () => {
    const aging = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY', keyExpiresAt: inDays(30) });
    const input = asked({ recipientId: aging.id });
    const waiting = await verified(done<Shown>(await openDisclosure(cloud, legal.one, input)));
    const sealed = await sealedDisclosure(cloud, legal, asked({ recipientId: aging.id }));
    const link = await linkTo(cloud, legal.one, sealed.id);
    const row = (await recordsOf(cloud, 'RECIPIENT')).find((item) => textOf(item, 'id') === aging.id);
    const key = { M: { ...row?.key?.M, expiresAt: { S: inDays(-0.001) } } } as never;
    await overwrite(cloud, 'records', { ...row, key });
    expect(userErrors(await approveDisclosure(cloud, legal.other, { id: waiting.id }))).toEqual([
      'RECIPIENT_NOT_VERIFIED at input.id',
    ]);
    expect((await collect(link, aging.privateKey)).status).toBe(410);
    expect(await inState(cloud, legal.one, sealed.id, 'VERIFIED')).toMatchObject({
      cause: 'RECIPIENT_NOT_VERIFIED',
      handedOutAt: null,
    });
  }, 60_000);

  test('P6.5: the link of a package whose time is over opens nothing before the clock comes', async () => {
    const { id } = await sealedDisclosure(cloud, legal, asked());
    const link = await linkTo(cloud, legal.one, id);
    const token = (await recordsOf(cloud, 'TOKEN')).find(
      (item) => textOf(item, 'purpose') === 'COLLECT_DISCLOSURE' && textOf(item, 'ownerId') === id,
    );
    const key = { pk: textOf(token, 'pk'), sk: textOf(token, 'sk') };
    await setRow(cloud, key, { endsAt: inDays(-0.001) });
    expect((await fetch(link)).status).toBe(410);
    expect(await readDisclosure(cloud, legal.one, id)).toMatchObject({ state: 'SEALED' });
    const next = await linkTo(cloud, legal.one, id);
    expect((await collect(next, authority.privateKey)).status).toBe(200);
  });
});
