import { createPublicKey, verify } from 'node:crypto';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { codesOf, userErrors } from '../harness/ask.ts';
import { awsOf, canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { inDays } from '../harness/days.ts';
import {
  askedErasure,
  clockOnce,
  daysPassed,
  erasedTo,
  erasureOf,
  grantedErasure,
  granting,
} from '../harness/erasures.ts';
import { searchForLeaks, secretsOf } from '../harness/leak-search.ts';
import { eventually, follow, mailsSettled, mailsTo, waitForMails } from '../harness/mails.ts';
import { putServiceTerm, type Served, servedCustomer } from '../harness/notices.ts';
import { givePayment, localIdOf } from '../harness/register.ts';
import { openedRequest } from '../harness/requests.ts';
import { changes, type Item, scanTables, type Tables, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let officer: string;
vi.setConfig({ testTimeout: 120_000 });
beforeAll(async () => {
  cloud = await startTestCloud();
  officer = await cloud.employee('privacy_officer');
});
afterAll(() => cloud.stop());

/** A customer of whom there is something of every kind. */
async function fullCustomer(): Promise<Served & { readonly words: string }> {
  const customer = await servedCustomer(cloud);
  await givePayment(cloud, customer);
  const words = canary('words ');
  await openedRequest(cloud, customer.token, words);
  await putServiceTerm(cloud, customer, {
    service: canary('s-'),
    product: 'HOSTING',
    name: canary('host '),
    expiresAt: inDays(90),
  });
  await mailsSettled(cloud);
  return { ...customer, words };
}

/** Items of a table that are about a customer: that name the id anywhere in what is no list. */
const about = (tables: Tables, id: string, table: 'records' | 'keys' = 'records'): readonly Item[] =>
  tables[table].filter((item) => Object.values(item).some(({ S }) => S?.includes(id)));
const kindsOf = (items: readonly Item[]) => [...new Set(items.map((item) => textOf(item, 'kind')))].sort();

describe('an erasure that was granted', () => {
  test('P1.4, L91 14, D356 5(4): everything goes but the proof; the neighbour stays as it was; nothing is found in any byte', async () => {
    const [customer, neighbour] = await Promise.all([fullCustomer(), fullCustomer()]);
    const id = localIdOf(customer.id);
    const before = await scanTables(cloud);
    expect(about(before, id, 'keys')).toHaveLength(1);
    const rightId = await grantedErasure(cloud, officer, customer);
    const erasure = await erasedTo(cloud, officer, customer.id);
    expect(erasure).toMatchObject({
      customerId: customer.id,
      cause: rightId,
      classes: ['contact', 'identity', 'payment', 'content'],
      held: [],
      identityProvider: 'NOT_OFFERED',
      suppressesAddress: false,
      certificate: null,
    });
    // The customer was told before the address went.
    const told = await waitForMails(cloud, customer.email, 3);
    expect(told.some(({ text }) => text.includes('granted '))).toBe(true);
    await mailsSettled(cloud);
    const after = await scanTables(cloud);
    expect(about(after, id, 'keys')).toEqual([]);
    const left = about(after, id).filter((item) => textOf(item, 'pk') === `CUS#${id}`);
    expect(kindsOf(left)).toEqual(
      ['CONSENT_FACT', 'NOTICE', 'RIGHTS_REQUEST'].filter((kind) => kindsOf(left).includes(kind)),
    );
    expect(kindsOf(left)).toContain('CONSENT_FACT');
    // Nothing sealed is left of it.
    expect(left.flatMap((item) => Object.values(item).filter(({ B }) => B))).toEqual([]);
    const right = left.find((item) => textOf(item, 'kind') === 'RIGHTS_REQUEST');
    expect(right?.state?.S).toBe('DONE');
    expect(kindsOf(after.records.filter((item) => item.ownerId?.S === id))).toEqual([]);
    // The neighbour, byte for byte.
    const theirs = (tables: Tables): Tables => ({
      records: tables.records.filter(
        (item) =>
          textOf(item, 'pk') === `CUS#${localIdOf(neighbour.id)}` ||
          item.ownerId?.S === localIdOf(neighbour.id),
      ),
      keys: about(tables, localIdOf(neighbour.id), 'keys'),
      audit: [],
    });
    expect(theirs(before).records.length).toBeGreaterThan(8);
    expect(changes(theirs(before), theirs(after))).toEqual([]);
    const me = await cloud.ask('{ me { name email { address } } }', { token: neighbour.token });
    expect(me.data.me).toMatchObject({ name: neighbour.name, email: { address: neighbour.email } });
    const own = secretsOf(customer);
    const secrets = [{ ...own, values: { ...own.values, words: customer.words } }];
    expect(await searchForLeaks(cloud, { secrets })).toEqual([]);
  });

  test('D356 5(4): whoever signs in afterwards is nobody; links and lookups are dead; nothing is found by address, number or phone', async () => {
    const customer = await servedCustomer(cloud);
    const [first] = await waitForMails(cloud, customer.email, 1);
    const support = await cloud.employee('support');
    const lookup = 'query F($email: EmailAddress) { findCustomer(email: $email) { id } }';
    const asking = { token: support, variables: { email: customer.email } };
    expect((await cloud.ask(lookup, asking)).text).toContain(customer.id);
    const byNumber = () =>
      cloud.ask(
        'query C($system: String!, $number: String!) { customerByReference(system: $system, number: $number) { id } }',
        { token: customer.billing, variables: { ...customer.customer } },
      );
    expect((await byNumber()).text).toContain(customer.id);
    await grantedErasure(cloud, officer, customer);
    await erasedTo(cloud, officer, customer.id);
    expect((await cloud.ask('{ me { name } }', { token: customer.token })).data?.me ?? null).toBeNull();
    expect((await cloud.ask(lookup, asking)).text).not.toContain(customer.id);
    const link = first?.links.find((address) => address.includes('/links/verify-email/')) ?? '';
    expect((await follow(link)).status).not.toBe(200);
    expect((await byNumber()).text).not.toContain(customer.id);
    // The feed tells the systems that follow (P1.4).
    const rows = (await scanTables(cloud)).records.filter(
      (item) => textOf(item, 'kind') === 'CHANGE' && textOf(item, 'customerId') === localIdOf(customer.id),
    );
    expect(rows.map((item) => textOf(item, 'changeKind'))).toContain('ERASURE');
  });

  test('P4.4, D356 5(4): certified only when no backup of the keys reaches back; the certificate verifies, and the clock resumes it', async () => {
    const customer = await servedCustomer(cloud);
    await grantedErasure(cloud, officer, customer);
    const erasure = await erasedTo(cloud, officer, customer.id);
    const days = (Date.parse(erasure.certifiableAt) - Date.parse(erasure.doneAt)) / 86_400_000;
    expect(days).toBeGreaterThan(7);
    expect(days).toBeLessThan(7.1);
    await clockOnce(cloud);
    expect((await erasureOf(cloud, officer, customer.id)).certificate).toBeNull();
    await daysPassed(cloud, customer.id);
    await clockOnce(cloud);
    const certified = await eventually(async () => {
      const found = await erasureOf(cloud, officer, customer.id);
      return found.certificate === null ? undefined : found;
    });
    const [head, body, signature] = certified.certificate.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(read(head)).toMatchObject({ typ: 'erasure-certificate+jws', alg: 'ES256' });
    expect(read(body)).toMatchObject({
      erasure: erasure.id,
      subject: localIdOf(customer.id),
      classes: erasure.classes,
      erasedAt: erasure.doneAt,
      certifiedAt: certified.certifiedAt,
      identityProvider: 'NOT_OFFERED',
    });
    const kms = new KMSClient({ ...awsOf(cloud), endpoint: cloud.kms.url });
    const { PublicKey } = await kms.send(
      new GetPublicKeyCommand({ KeyId: cloud.environment.KMS_KEY_RECEIPTS ?? '' }),
    );
    kms.destroy();
    const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
    const good = (payload: string) =>
      verify(
        'sha256',
        Buffer.from(`${head}.${payload}`),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      );
    expect(good(body)).toBe(true);
    expect(good(Buffer.from('{}').toString('base64url'))).toBe(false);
    const actions = (await scanTables(cloud)).audit
      .filter((row) => textOf(row, 'customerId') === localIdOf(customer.id))
      .map((row) => textOf(row, 'action'));
    for (const action of ['BEGIN_ERASURE', 'ERASURE_STEP', 'ERASED', 'CERTIFY_ERASURE'])
      expect(actions).toContain(action);
  });

  test('L91 14: what came back of the keys is destroyed again before anything is certified', async () => {
    const customer = await servedCustomer(cloud);
    const id = localIdOf(customer.id);
    const keys = about(await scanTables(cloud), id, 'keys');
    await grantedErasure(cloud, officer, customer);
    await erasedTo(cloud, officer, customer.id);
    const { overwrite } = await import('../harness/tables.ts');
    for (const item of keys) await overwrite(cloud, 'keys', item);
    await daysPassed(cloud, customer.id);
    await clockOnce(cloud);
    await eventually(async () =>
      about(await scanTables(cloud), id, 'keys').length === 0 ? true : undefined,
    );
    const again = await erasedTo(cloud, officer, customer.id);
    expect(again.certificate).toBeNull();
    expect(Date.parse(again.certifiableAt)).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  });

  test('L91 14: a row that was being written while it ran is found and removed before anything is certified', async () => {
    const customer = await servedCustomer(cloud);
    const id = localIdOf(customer.id);
    await grantedErasure(cloud, officer, customer);
    await erasedTo(cloud, officer, customer.id);
    const { overwrite } = await import('../harness/tables.ts');
    const straggler = { sk: { S: 'REQUEST#REQ-LATE#1' }, kind: { S: 'REQUEST_ENTRY' } };
    await overwrite(cloud, 'records', { pk: { S: `CUS#${id}` }, ...straggler });
    await overwrite(cloud, 'records', { pk: { S: `MSG#${canary()}` }, ...straggler, ownerId: { S: id } });
    await daysPassed(cloud, customer.id);
    await clockOnce(cloud);
    await eventually(async () => {
      const late = about(await scanTables(cloud), id).filter(
        (item) => textOf(item, 'kind') === 'REQUEST_ENTRY',
      );
      return late.length === 0 ? true : undefined;
    });
    expect((await erasedTo(cloud, officer, customer.id)).certificate).toBeNull();
    expect(cloud.logs.some((line) => line.includes('erasure_not_whole') && line.includes(id))).toBe(true);
  });

  test('P1.4: granted twice, or while it runs, is once; every later act says so', async () => {
    const customer = await servedCustomer(cloud);
    const id = await askedErasure(cloud, customer);
    const both = await Promise.all([
      granting(cloud, officer, customer, id),
      granting(cloud, officer, customer, id),
    ]);
    const refused = both.flatMap(userErrors);
    expect(refused).toHaveLength(1);
    await erasedTo(cloud, officer, customer.id);
    const gone = await granting(cloud, officer, customer, id);
    expect([...codesOf(gone), ...userErrors(gone)]).toEqual(['NOT_FOUND at input.id']);
    const rows = (await scanTables(cloud)).records.filter(
      (item) => textOf(item, 'kind') === 'ERASURE' && textOf(item, 'customerId') === localIdOf(customer.id),
    );
    expect(rows).toHaveLength(1);
    for (const role of ['support', 'billing', 'legal', 'marketing', 'operator']) {
      const token = await cloud.employee(role);
      const query = 'query E($id: ID!) { erasuresOfCustomer(customerId: $id) { step } }';
      const answer = await cloud.ask(query, { token, variables: { id: customer.id } });
      expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    }
  });

  test('P2.4, D356 5(4): mails that wait are suppressed, those of campaigns too; answers go first', async () => {
    const customer = await servedCustomer(cloud);
    const reason = canary('last ');
    const right = await askedErasure(cloud, customer);
    const answered = await cloud.ask(
      'mutation D($input: DecideRightsRequestInput!) { decideRightsRequest(input: $input) { errors { code } } }',
      {
        token: officer,
        variables: {
          input: { idempotencyKey: canary('k-'), customerId: customer.id, id: right, grant: true, reason },
        },
      },
    );
    expect(userErrors(answered)).toEqual([]);
    await erasedTo(cloud, officer, customer.id);
    const mails = await mailsTo(cloud, customer.email);
    expect(mails.filter(({ text }) => text.includes(reason))).toHaveLength(1);
  });
});
