import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, codesOf, userErrors } from '../harness/ask.ts';
import { startBeside } from '../harness/beside.ts';
import { canary, startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { rowsOf } from '../harness/consents.ts';
import { inDays } from '../harness/days.ts';
import { trailOf } from '../harness/employees.ts';
import { searchForLeaks } from '../harness/leak-search.ts';
import { mailsSettled } from '../harness/mails.ts';
import {
  activeCommitment,
  approveCommitment,
  commitmentInput,
  discloseForPayment,
  document,
  done,
  endCommitment,
  inside,
  type KnownRecipient,
  type Legal,
  legalTeam,
  ownDisclosures,
  paymentInput,
  recipientInput,
  recipientKeys,
  recordCommitment,
  registerRecipient,
  revokeRecipient,
  setRecipientKey,
  verifiedRecipient,
  verifyRecipientKey,
} from '../harness/recipients.ts';
import { givePayment, localIdOf, type Registered, registerCustomer } from '../harness/register.ts';
import { changes, type Item, overwrite, recordsOf, scanTables, textOf } from '../harness/tables.ts';
import { trailAbout } from '../harness/trail.ts';

let cloud: TestCloud;
let legal: Legal;
let billing: string;
let customer: Registered;
let payment: Awaited<ReturnType<typeof givePayment>>;
beforeAll(async () => {
  cloud = await startTestCloud();
  legal = await legalTeam(cloud);
  billing = await cloud.service('billing-service', ['payments:disclose']);
  customer = await registerCustomer(cloud);
  payment = await givePayment(cloud, customer);
});
afterAll(() => cloud.stop());

interface Disclosed {
  readonly id: string;
  readonly fields: readonly string[];
  readonly keyThumbprint: string;
  readonly jwe: string;
}
const disclose = (changed: Readonly<Record<string, unknown>>, recipient: KnownRecipient, token = billing) =>
  discloseForPayment(cloud, token, paymentInput(customer.id, recipient.id, changed));
const rowOf = async (kind: string, id: string): Promise<Item> => {
  const row = (await recordsOf(cloud, kind)).find((item) => textOf(item, 'id') === id);
  if (!row) throw new Error(`there is a ${kind}`);
  return row;
};
const refusals = async () => {
  const { audit } = await scanTables(cloud);
  return audit
    .filter((row) => textOf(row, 'action') === 'DISCLOSE_FOR_PAYMENT' && textOf(row, 'outcome') === 'REFUSED')
    .map((row) => textOf(row, 'code'));
};
/** Refused so, recorded, and nothing else has changed: no row, no value. */
async function expectRefused(ask: () => Promise<Answer>, said: string): Promise<void> {
  await mailsSettled(cloud);
  const before = await scanTables(cloud);
  const answer = await ask();
  expect(userErrors(answer)).toEqual([said]);
  expect(answer.data.discloseForPayment.disclosure).toBeNull();
  expect(changes(before, await scanTables(cloud))).toEqual([
    '+ audit DISCLOSE_FOR_PAYMENT',
    '+ records IDEMPOTENCY',
  ]);
  expect((await refusals()).at(-1)).toBeDefined();
  expect(await refusals()).toContain(said.split(' ')[0]);
}

describe('the register of recipients', () => {
  test('P6.6: a recipient is registered by one person and verified by another over a second channel', async () => {
    const { key } = recipientKeys();
    const made = done<KnownRecipient & { state: string }>(
      await registerRecipient(cloud, legal.one, recipientInput({ key })),
    );
    expect(made.state).toBe('REGISTERED');
    const compared = { recipientId: made.id, thumbprint: made.keyThumbprint, channel: 'POST' };
    expect(userErrors(await verifyRecipientKey(cloud, legal.one, compared))).toEqual([
      'SAME_PERSON at input.recipientId',
    ]);
    const wrong = { ...compared, thumbprint: createHash('sha256').update('other').digest('base64url') };
    expect(userErrors(await verifyRecipientKey(cloud, legal.other, wrong))).toEqual([
      'KEY_DIFFERS at input.thumbprint',
    ]);
    const verified = done(await verifyRecipientKey(cloud, legal.other, compared));
    expect(verified).toMatchObject({ state: 'VERIFIED', verifiedOver: 'POST' });
    expect(userErrors(await verifyRecipientKey(cloud, legal.other, compared))).toEqual([
      'WRONG_STATE at input.recipientId',
    ]);
    const { data } = await cloud.ask('{ recipients(first: 1) { nodes { id name keyThumbprint } } }', {
      token: await cloud.employee('auditor'),
    });
    expect(data.recipients.nodes).toMatchObject([{ id: made.id, keyThumbprint: made.keyThumbprint }]);
    expect((await trailOf(cloud, legal.other)).map((row) => textOf(row, 'action'))).toContain(
      'VERIFY_RECIPIENT',
    );
  });

  test('P6.6: the same person with another role is still the same person', async () => {
    const username = canary('staff');
    const as = (group: string) => cloud.oidc.issueToken({ issuer: 'staff', username, groups: [group] });
    const [legalSelf, officerSelf] = [await as('legal'), await as('privacy_officer')];
    const made = done<KnownRecipient>(
      await registerRecipient(cloud, legalSelf, recipientInput({ key: recipientKeys().key })),
    );
    const compared = { recipientId: made.id, thumbprint: made.keyThumbprint, channel: 'POST' };
    expect(userErrors(await verifyRecipientKey(cloud, officerSelf, compared))).toEqual([
      'SAME_PERSON at input.recipientId',
    ]);
    const { id } = done<{ id: string }>(await recordCommitment(cloud, legalSelf, commitmentInput(made.id)));
    expect(userErrors(await approveCommitment(cloud, officerSelf, { recipientId: made.id, id }))).toEqual([
      'SAME_PERSON at input.id',
    ]);
  });

  test('P6.6: a new key is verified anew, by another than who brought it', async () => {
    const processor = await verifiedRecipient(cloud, legal);
    await activeCommitment(cloud, legal, processor.id);
    const { key, privateKey } = recipientKeys();
    const changed = done<KnownRecipient & { state: string }>(
      await setRecipientKey(cloud, legal.other, { recipientId: processor.id, key }),
    );
    expect(changed.state).toBe('REGISTERED');
    await expectRefused(() => disclose({}, processor), 'RECIPIENT_NOT_VERIFIED at input.recipientId');
    const compared = { recipientId: processor.id, thumbprint: changed.keyThumbprint, channel: 'CALL_BACK' };
    expect(userErrors(await verifyRecipientKey(cloud, legal.other, compared))).toEqual([
      'SAME_PERSON at input.recipientId',
    ]);
    // Compared was the key before.
    const old = { ...compared, thumbprint: processor.keyThumbprint };
    expect(userErrors(await verifyRecipientKey(cloud, legal.one, old))).toEqual([
      'KEY_DIFFERS at input.thumbprint',
    ]);
    done(await verifyRecipientKey(cloud, legal.one, compared));
    const { jwe } = done<Disclosed>(await disclose({}, processor));
    expect(inside(jwe, { privateKey }).values.billingName).toBe(payment.billingName);
    expect(() => inside(jwe, processor)).toThrow();
  });

  test('P6.6: a key that is weak, private, expired or of a wrong type is refused, and not repeated to anybody', async () => {
    const { key, privateKey } = recipientKeys();
    const secret = JSON.stringify(privateKey.export({ format: 'jwk' }));
    const refusals = [
      [secret, 'PRIVATE_KEY'],
      [`{"keys":[${secret}]}`, 'PRIVATE_KEY'],
      [privateKey.export({ format: 'pem', type: 'pkcs8' }), 'PRIVATE_KEY'],
      ['{"kty":"oct","k":"AAAA"}', 'PRIVATE_KEY'],
      [`${key} `.repeat(2), 'KEY_NOT_ACCEPTED'],
      ['{"kty":"RSA","n":"AQAB","e":"AQAB"}', 'KEY_NOT_ACCEPTED'],
    ];
    for (const [bad, code] of refusals)
      expect(userErrors(await registerRecipient(cloud, legal.one, recipientInput({ key: bad })))).toEqual([
        `${code} at input.key`,
      ]);
    const { id: recipientId } = await verifiedRecipient(cloud, legal);
    expect(userErrors(await setRecipientKey(cloud, legal.one, { recipientId, key: secret }))).toEqual([
      'PRIVATE_KEY at input.key',
    ]);
    const late = recipientInput({ key, keyExpiresAt: inDays(-1) });
    expect(userErrors(await registerRecipient(cloud, legal.one, late))).toEqual([
      'IN_THE_PAST at input.keyExpiresAt',
    ]);
    const d = String(privateKey.export({ format: 'jwk' }).d);
    const leaks = await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { d } }] });
    expect(leaks).toEqual([]);
  });

  test('P6.1: no other role keeps the register, and no service or customer reads it', async () => {
    const tokens = [
      ...(await Promise.all(
        ['support', 'billing', 'marketing', 'operator', 'auditor'].map((role) => cloud.employee(role)),
      )),
      billing,
      customer.token,
      undefined,
    ];
    for (const token of tokens) {
      const denied = token === undefined ? 'UNAUTHENTICATED' : 'FORBIDDEN';
      expect(codesOf(await registerRecipient(cloud, token, recipientInput()))).toEqual([denied]);
      const input = commitmentInput('rec-none');
      expect(codesOf(await recordCommitment(cloud, token, input))).toEqual([denied]);
      const disclosing = await discloseForPayment(cloud, token, paymentInput(customer.id, 'rec-none'));
      if (token !== billing) expect(codesOf(disclosing)).toEqual([denied]);
    }
    expect(codesOf(await cloud.ask('{ recipients { nodes { id } } }', { token: customer.token }))).toEqual([
      'FORBIDDEN',
    ]);
  });
});

describe('a commitment of a payment processor', () => {
  test('P6.6: is recorded with its document by one person and approved by another; only then it counts', async () => {
    const processor = await verifiedRecipient(cloud, legal);
    const word = canary('document');
    const { bytes, base64 } = document(word);
    const made = done<{ id: string; state: string; document: unknown }>(
      await recordCommitment(cloud, legal.one, commitmentInput(processor.id, { document: base64 })),
    );
    expect(made).toMatchObject({
      state: 'PROPOSED',
      isActive: false,
      document: {
        digest: createHash('sha256').update(bytes).digest('hex'),
        contentType: 'application/pdf',
        bytes: bytes.length,
      },
    });
    await expectRefused(() => disclose({}, processor), 'NO_BASIS at input.recipientId');
    const named = { recipientId: processor.id, id: made.id };
    expect(userErrors(await approveCommitment(cloud, legal.one, named))).toEqual(['SAME_PERSON at input.id']);
    expect(done(await approveCommitment(cloud, legal.other, named))).toMatchObject({
      state: 'ACTIVE',
      isActive: true,
    });
    expect(userErrors(await approveCommitment(cloud, legal.other, named))).toEqual([
      'WRONG_STATE at input.id',
    ]);
    done(await disclose({}, processor));
    // The document is kept, and readable nowhere.
    const leaks = await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { word } }] });
    expect(leaks).toEqual([]);
    const { data } = await cloud.ask(
      'query ($id: ID!) { recipient(id: $id) { commitments { id duties until approvedBy recordedBy } } }',
      { token: legal.one, variables: { id: processor.id } },
    );
    const [shown] = data.recipient.commitments;
    expect(shown.id).toBe(made.id);
    expect(shown.approvedBy).not.toBe(shown.recordedBy);
  });

  test('P6.6: what is no document, no term, or of no processor is refused', async () => {
    const processor = await verifiedRecipient(cloud, legal);
    const authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
    const wrong: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
      [{ document: Buffer.from('MZ a program').toString('base64') }, 'INVALID_FORMAT at input.document'],
      [{ document: 'not base64!' }, 'INVALID_FORMAT at input.document'],
      [{ document: Buffer.alloc(41 * 1024, '%PDF-').toString('base64') }, 'TOO_LONG at input.document'],
      [{ document: '' }, 'REQUIRED at input.document'],
      [{ fields: [] }, 'REQUIRED at input.fields'],
      [{ until: inDays(-1) }, 'IN_THE_PAST at input.until'],
      [{ from: inDays(20), until: inDays(10) }, 'INVALID_FORMAT at input.until'],
      [{ duties: ' ' }, 'REQUIRED at input.duties'],
      [{ recipientId: authority.id }, 'NO_BASIS at input.recipientId'],
      [{ recipientId: 'rec-'.repeat(600) }, 'NOT_FOUND at input.recipientId'],
    ];
    for (const [change, said] of wrong)
      expect(
        userErrors(await recordCommitment(cloud, legal.one, commitmentInput(processor.id, change))),
      ).toEqual([said]);
    const named = { recipientId: processor.id, id: 'x'.repeat(3000) };
    expect(userErrors(await approveCommitment(cloud, legal.other, named))).toEqual(['NOT_FOUND at input.id']);
  });

  test('P6.6: covers its own purpose, fields and recipient, from its beginning, and nothing else', async () => {
    const processor = await verifiedRecipient(cloud, legal);
    const another = await verifiedRecipient(cloud, legal);
    await activeCommitment(cloud, legal, processor.id);
    const later = { purpose: 'REFUND', from: inDays(1) };
    await activeCommitment(cloud, legal, processor.id, later);
    await expectRefused(() => disclose({}, another), 'NO_BASIS at input.recipientId');
    await expectRefused(
      () => disclose({ purpose: 'FRAUD_PREVENTION' }, processor),
      'NO_BASIS at input.purpose',
    );
    await expectRefused(() => disclose({ purpose: 'REFUND' }, processor), 'NO_BASIS at input.purpose');
    const wide = { fields: ['BILLING_NAME', 'CARD', 'BANK_ACCOUNT'] };
    await expectRefused(() => disclose(wide, processor), 'SCOPE_TOO_WIDE at input.fields.2');
    done(await disclose({ fields: ['TAX_CODE'] }, processor));
  });

  test('P6.6: one that ended stops disclosures from that instant, a repeat of an earlier one included', async () => {
    const processor = await verifiedRecipient(cloud, legal);
    const id = await activeCommitment(cloud, legal, processor.id);
    const input = paymentInput(customer.id, processor.id, { idempotencyKey: canary('key-') });
    done(await discloseForPayment(cloud, billing, input));
    done(await endCommitment(cloud, legal.one, { recipientId: processor.id, id }));
    const again = await discloseForPayment(cloud, billing, input);
    expect(userErrors(again)).toEqual(['NO_BASIS at input.recipientId']);
    await expectRefused(() => disclose({}, processor), 'NO_BASIS at input.recipientId');
    const named = { recipientId: processor.id, id };
    expect(userErrors(await endCommitment(cloud, legal.one, named))).toEqual(['WRONG_STATE at input.id']);
    expect(userErrors(await approveCommitment(cloud, legal.other, named))).toEqual([
      'WRONG_STATE at input.id',
    ]);
  });

  test('P6.6: one that ends between the judgement and the act stops it', async () => {
    const processor = await verifiedRecipient(cloud, legal);
    const id = await activeCommitment(cloud, legal, processor.id);
    const beside = await startBeside(cloud, { functions: ['api'] });
    try {
      let ended = 0;
      beside.dynamo.setFault(async ({ operation, body }) => {
        if (operation !== 'TransactWriteItems' || !body.toString().includes('CUSTOMER_DISCLOSURE'))
          return undefined;
        if (ended++ === 0) done(await endCommitment(cloud, legal.one, { recipientId: processor.id, id }));
        return undefined;
      });
      const answer = await discloseForPayment(beside, billing, paymentInput(customer.id, processor.id));
      expect(ended).toBe(1);
      expect(userErrors(answer)).toEqual(['NO_BASIS at input.recipientId']);
      const shown = await ownDisclosures(cloud, customer.token);
      expect(shown.filter((one: { recipientName: string }) => one.recipientName === processor.name)).toEqual(
        [],
      );
    } finally {
      await beside.stop();
    }
  });

  test('P6.6: its term ends it by itself; the clock warns 30 days before, once, and writes the end', async () => {
    const processor = await verifiedRecipient(cloud, legal);
    const id = await activeCommitment(cloud, legal, processor.id, { until: inDays(29) });
    const named = { recipientId: processor.id, id };
    const warnings = () => cloud.logs.filter((line) => line.includes('"commitment_ends_soon"')).length;
    const read = async () => {
      const query =
        'query ($id: ID!) { recipient(id: $id) { commitments { state isActive warnedAt endedAt } } }';
      const { data } = await cloud.ask(query, { token: legal.one, variables: { id: processor.id } });
      return data.recipient.commitments[0];
    };
    const before = warnings();
    await cloud.invoke('clock', {});
    await cloud.invoke('clock', {});
    expect(warnings() - before).toBe(1);
    expect(await read()).toMatchObject({ state: 'ACTIVE', isActive: true, warnedAt: expect.any(String) });
    done(await disclose({}, processor));

    const row = await rowOf('COMMITMENT', id);
    const over = { S: inDays(-0.001) };
    await overwrite(cloud, 'records', { ...row, until: over, dueAt: over });
    // Nothing waits for the clock.
    expect(await read()).toMatchObject({ state: 'ACTIVE', isActive: false });
    await expectRefused(() => disclose({}, processor), 'NO_BASIS at input.recipientId');
    await cloud.invoke('clock', {});
    expect(await read()).toMatchObject({ state: 'ENDED', endedAt: over.S });
    expect(userErrors(await endCommitment(cloud, legal.one, named))).toEqual(['WRONG_STATE at input.id']);
    const told = (await trailAbout(cloud, id)).map((row) => textOf(row, 'action'));
    expect(told.sort()).toEqual([
      'APPROVE_COMMITMENT',
      'END_COMMITMENT',
      'RECORD_COMMITMENT',
      'WARN_OF_COMMITMENT',
    ]);
    expect(warnings() - before).toBe(1);
  }, 120_000);
});

describe('a disclosure for a payment', () => {
  let processor: KnownRecipient;
  beforeAll(async () => {
    processor = await verifiedRecipient(cloud, legal);
    await activeCommitment(cloud, legal, processor.id);
  });

  test('P6.6: gives the named fields of one customer, sealed for the processor alone, audited and shown to the customer', async () => {
    const own = await registerCustomer(cloud);
    const given = await givePayment(cloud, own);
    const neighbour = await registerCustomer(cloud);
    await givePayment(cloud, neighbour);
    await mailsSettled(cloud);
    const before = await scanTables(cloud);
    const input = paymentInput(own.id, processor.id);
    const answer = await discloseForPayment(cloud, billing, input);
    const { id, fields, jwe, keyThumbprint } = done<Disclosed>(answer);
    expect(fields).toEqual(['BILLING_NAME', 'CARD']);
    expect(keyThumbprint).toBe(processor.keyThumbprint);
    expect(inside(jwe, processor)).toEqual({
      disclosureId: id,
      recipientId: processor.id,
      orderReference: input.orderReference,
      purpose: 'PAYMENT',
      sealedAt: expect.any(String),
      confersNoRight: true,
      values: { billingName: given.billingName, card: given.card },
    });
    expect(changes(before, await scanTables(cloud))).toEqual([
      '+ audit DISCLOSE_FOR_PAYMENT',
      '+ records CUSTOMER_DISCLOSURE',
      '+ records IDEMPOTENCY',
      // The key of class content, under which the order's reference is sealed.
      '~ keys KEYS',
    ]);
    expect(await ownDisclosures(cloud, own.token)).toEqual([
      {
        id,
        recipientName: processor.name,
        basis: 'COMMITMENT',
        purpose: 'PAYMENT',
        orderReference: input.orderReference,
        fields: ['BILLING_NAME', 'CARD'],
        result: 'GIVEN',
      },
    ]);
    expect(await ownDisclosures(cloud, neighbour.token)).toEqual([]);
    const told = await trailAbout(cloud, id);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      action: { S: 'DISCLOSE_FOR_PAYMENT' },
      outcome: { S: 'ALLOWED' },
      customerId: { S: localIdOf(own.id) },
      actor: { S: 'service:billing-service' },
      fields: { L: [{ S: 'billingName' }, { S: 'card' }] },
    });
    const { billingName, taxCode } = given;
    const values = {
      billingName,
      taxCode,
      token: given.card.processorToken,
      number: given.bankAccount.number,
    };
    expect(Object.values(values).filter((value) => answer.text.includes(value))).toEqual([]);
    expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values }] })).toEqual([]);
    expect(await searchForLeaks(cloud, { secrets: [{ inboxes: [], values: { jwe } }] })).toEqual([]);
  });

  test('P6.6: a repeat with the same key is the same disclosure, audited once more and sealed anew', async () => {
    const own = await registerCustomer(cloud);
    const given = await givePayment(cloud, own);
    const input = paymentInput(own.id, processor.id, { idempotencyKey: canary('key-') });
    const first = done<Disclosed>(await discloseForPayment(cloud, billing, input));
    const again = done<Disclosed>(await discloseForPayment(cloud, billing, input));
    expect(again.id).toBe(first.id);
    expect(again.jwe).not.toBe(first.jwe);
    expect(inside(again.jwe, processor).values.billingName).toBe(given.billingName);
    expect(await ownDisclosures(cloud, own.token)).toHaveLength(1);
    expect(await trailAbout(cloud, first.id)).toHaveLength(2);
    const other = { ...input, fields: ['TAX_CODE'] };
    expect(userErrors(await discloseForPayment(cloud, billing, other))).toEqual([
      'IDEMPOTENCY_KEY_REUSED at input.idempotencyKey',
    ]);
  });

  test('P6.6: without its row in the audit trail no value leaves', async () => {
    const beside = await startBeside(cloud, { functions: ['api'] });
    try {
      const own = await registerCustomer(cloud);
      await givePayment(cloud, own);
      beside.dynamo.setFault(({ operation, body }) =>
        operation === 'TransactWriteItems' && body.toString().includes('DISCLOSE_FOR_PAYMENT')
          ? 'DENIED'
          : undefined,
      );
      const answer = await discloseForPayment(beside, billing, paymentInput(own.id, processor.id));
      expect(answer.data?.discloseForPayment?.disclosure ?? null).toBeNull();
      expect(codesOf(answer)).toHaveLength(1);
      expect(await rowsOf(cloud, own.id, 'CUSTOMER_DISCLOSURE')).toEqual([]);
    } finally {
      await beside.stop();
    }
  });

  test('P6.6: tells what was not there, and gives nothing where nothing is', async () => {
    const own = await registerCustomer(cloud);
    const answer = await discloseForPayment(cloud, billing, paymentInput(own.id, processor.id));
    expect(done(answer)).toMatchObject({ fields: [], jwe: null });
    // Nothing left, so that there is nothing to be told of.
    expect(await ownDisclosures(cloud, own.token)).toEqual([]);
  });

  test('P6.6: a customer is named by number as well, by exactly one of both', async () => {
    const own = await registerCustomer(cloud);
    const given = await givePayment(cloud, own);
    const customerNumber = { system: 'billing', number: canary('N') };
    const link =
      'mutation ($input: LinkCustomerReferenceInput!) { linkCustomerReference(input: $input) { errors { code path } } }';
    const linking = { idempotencyKey: canary('key-'), customerId: own.id, ...customerNumber };
    const token = await cloud.service('billing-service', ['customers:link']);
    expect(userErrors(await cloud.ask(link, { token, variables: { input: linking } }))).toEqual([]);
    const { customerId, ...rest } = paymentInput(own.id, processor.id);
    const byNumber = await discloseForPayment(cloud, billing, { ...rest, customer: customerNumber });
    expect(inside(done<Disclosed>(byNumber).jwe, processor).values.card).toEqual(given.card);
    const both = { ...rest, customerId, customer: customerNumber };
    expect(userErrors(await discloseForPayment(cloud, billing, both))).toEqual([
      'INVALID_FORMAT at input.customer',
    ]);
    expect(userErrors(await discloseForPayment(cloud, billing, rest))).toEqual([
      'REQUIRED at input.customer',
    ]);
    const unknown = { ...rest, customer: { ...customerNumber, number: canary('N') } };
    await expectRefused(() => discloseForPayment(cloud, billing, unknown), 'NOT_FOUND at input.customer');
  });

  test('P6.6: never to a recipient that is revoked, unverified, no processor, without a key or with one that has expired', async () => {
    const revoked = await verifiedRecipient(cloud, legal);
    await activeCommitment(cloud, legal, revoked.id);
    done(await disclose({}, revoked));
    done(await revokeRecipient(cloud, legal.one, { recipientId: revoked.id }));
    await expectRefused(() => disclose({}, revoked), 'RECIPIENT_NOT_VERIFIED at input.recipientId');
    const set = { recipientId: revoked.id, key: recipientKeys().key };
    expect(userErrors(await setRecipientKey(cloud, legal.one, set))).toEqual([
      'WRONG_STATE at input.recipientId',
    ]);

    const authority = await verifiedRecipient(cloud, legal, { kind: 'AUTHORITY' });
    await expectRefused(() => disclose({}, authority), 'NO_BASIS at input.recipientId');

    const aging = await verifiedRecipient(cloud, legal, { keyExpiresAt: inDays(30) });
    await activeCommitment(cloud, legal, aging.id);
    done(await disclose({}, aging));
    const row = await rowOf('RECIPIENT', aging.id);
    const key = { M: { ...row.key?.M, expiresAt: { S: inDays(-0.001) } } };
    await overwrite(cloud, 'records', { ...row, key });
    await expectRefused(() => disclose({}, aging), 'RECIPIENT_NOT_VERIFIED at input.recipientId');

    const input = recipientInput({ delivery: 'PASSPHRASE', key: undefined });
    const keyless = done<KnownRecipient>(await registerRecipient(cloud, legal.one, input));
    done(await verifyRecipientKey(cloud, legal.other, { recipientId: keyless.id, channel: 'IN_PERSON' }));
    await activeCommitment(cloud, legal, keyless.id);
    await expectRefused(() => disclose({}, keyless), 'KEY_NOT_ACCEPTED at input.recipientId');
    await expectRefused(
      () => disclose({ recipientId: 'rec-none' }, keyless),
      'NOT_FOUND at input.recipientId',
    );
  });

  test('D356 5(2): nothing of a customer who restricted the processing, nor of one who is gone', async () => {
    const own = await registerCustomer(cloud);
    await givePayment(cloud, own);
    const [row] = await rowsOf(cloud, own.id, 'CONTACT_STATE');
    if (!row) throw new Error('there is a contact state');
    await overwrite(cloud, 'records', { ...row, isRestricted: { BOOL: true } });
    const restricted = paymentInput(own.id, processor.id);
    await expectRefused(
      () => discloseForPayment(cloud, billing, restricted),
      'PROCESSING_RESTRICTED at input.customerId',
    );
    const nobody = Buffer.from(`Customer:${'0'.repeat(26)}`).toString('base64url');
    const gone = paymentInput(nobody, processor.id);
    await expectRefused(() => discloseForPayment(cloud, billing, gone), 'NOT_FOUND at input.customerId');
  });
});
