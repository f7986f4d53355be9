import { compactVerify, createLocalJWKSet, type JWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf } from '../harness/ask.ts';
import { startTestCloud, type TestCloud } from '../harness/cloud.ts';
import { type Registered, registerCustomer } from '../harness/register.ts';
import { recordsOf, textOf } from '../harness/tables.ts';

let cloud: TestCloud;
let customer: Registered;
beforeAll(async () => {
  cloud = await startTestCloud();
  customer = await registerCustomer(cloud, undefined, {
    consents: [
      { purpose: 'NEW_PRODUCTS', channel: 'EMAIL', granted: true },
      { purpose: 'SURVEYS', channel: 'PHONE', granted: false },
    ],
  });
});
afterAll(() => cloud.stop());

const receiptOf = async (token: string): Promise<string> => {
  const { data } = await cloud.ask('{ me { consentReceipt { jws issuedAt } } }', { token });
  return data.me.consentReceipt.jws;
};
/** The keys as anybody reads them. */
async function publicKeys(): Promise<JWK[]> {
  const { data } = await cloud.ask('{ receiptKeys { kty crv x y kid alg use } }');
  return data.receiptKeys;
}

test('P1.3: a customer takes a receipt away that anybody can verify, and that names nobody (D356 6)', async () => {
  const jws = await receiptOf(customer.token);
  const keys = createLocalJWKSet({ keys: await publicKeys() });
  const { payload, protectedHeader } = await compactVerify(jws, keys);
  expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'consent-receipt+jws' });
  const text = new TextDecoder().decode(payload);
  const receipt = JSON.parse(text);
  const { data } = await cloud.ask('{ policyInForce(language: vi) { version digest } me { id } }', {
    token: customer.token,
  });
  expect(receipt).toMatchObject({
    schema_version: 'ISO/IEC TS 27560:2023',
    pii_principal_id: data.me.id,
    privacy_notice: { ...data.policyInForce, language: 'vi', consent_type: 'EXPLICIT' },
    parties: [{ party_role: 'PII controller', party_name: 'CloudFly' }],
  });
  const evidence = new Set((await recordsOf(cloud, 'CONSENT_FACT')).map((fact) => textOf(fact, 'id')));
  const lines: {
    purpose: string;
    channels: string[];
    state: string;
    lawful_basis: string;
    events: { evidence_id: string }[];
  }[] = receipt.pii_processing;
  const short = lines.map(({ purpose, channels, lawful_basis, state }) =>
    [purpose, channels.join('+'), lawful_basis, state].join(' '),
  );
  expect(short).toEqual(
    expect.arrayContaining([
      'STORAGE  CONSENT given',
      'NEW_PRODUCTS EMAIL CONSENT given',
      'SURVEYS PHONE CONSENT refused',
      'SERVICE_NOTICE EMAIL+MESSAGE+PHONE AGREEMENT given',
    ]),
  );
  expect(
    lines.every(({ events }) => events.length > 0 && events.every((one) => evidence.has(one.evidence_id))),
  ).toBe(true);
  const { name, email, phone, line, dateOfBirth, identityNumber } = customer;
  const personal = [name, email, phone, line, dateOfBirth, identityNumber];
  expect(personal.filter((value) => text.includes(value))).toEqual([]);
});

test('P1.3: a receipt that was altered, or that another key signed, does not verify', async () => {
  const [header = '', body = '', signature = ''] = (await receiptOf(customer.token)).split('.');
  const published = await publicKeys();
  const keys = createLocalJWKSet({ keys: published });
  await expect(compactVerify(`${header}.${body}.${signature}`, keys)).resolves.toBeDefined();
  const said = Buffer.from(body, 'base64url').toString();
  const altered = Buffer.from(said.replace('"refused"', '"given"')).toString('base64url');
  expect(altered).not.toBe(body);
  await expect(compactVerify(`${header}.${altered}.${signature}`, keys)).rejects.toThrow();
  const foreign = createLocalJWKSet({ keys: published.map((key) => ({ ...key, kid: 'another' })) });
  await expect(compactVerify(`${header}.${body}.${signature}`, foreign)).rejects.toThrow();
});

test('P1.3: nobody else is given the receipt of a customer', async () => {
  for (const token of [undefined, await cloud.employee('privacy_officer'), await cloud.employee('support')])
    expect(codesOf(await cloud.ask('{ me { consentReceipt { jws } } }', { token }))[0]).toMatch(
      /^(FORBIDDEN|UNAUTHENTICATED)$/,
    );
});
