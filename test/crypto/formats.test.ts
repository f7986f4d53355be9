import { createDecipheriv, createHmac, createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { DecryptCommand } from '@aws-sdk/client-kms';
import { expect, test } from 'vitest';
import { createRefusalTokens } from '../../lambda/crypto/refusal-tokens.ts';
import { revisionKeyOf, vouchFor } from '../../lambda/crypto/revision.ts';
import { sealRecord } from '../../lambda/crypto/sealed-record.ts';
import { recordKinds } from '../../lambda/domain/ports/sealing.ts';
import { systemRandom } from '../../lambda/runtime/random.ts';
import { startKeyCloud } from './key-cloud.ts';

// What was written once is read for years: each form is composed here anew from the words that describe it.

const classNumbers = { contact: 0, identity: 1, payment: 2, content: 3 } as const;
const u16 = (number: number) => Buffer.from([number >> 8, number & 255]);
const u32 = (number: number) => Buffer.concat([u16(number >>> 16), u16(number & 0xffff)]);
const id = (text: string) => Buffer.concat([u16(Buffer.byteLength(text)), Buffer.from(text)]);
const hmac = (key: Uint8Array, ...parts: readonly (Uint8Array | string)[]) =>
  parts.reduce<ReturnType<typeof createHmac>>((made, part) => made.update(part), createHmac('sha256', key));

test.each(Object.entries(classNumbers) as [keyof typeof classNumbers, number][])(
  'a record of class %s',
  (dataClass, number) => {
    const [key, nonce, plaintext] = [randomBytes(32), randomBytes(12), randomBytes(64)];
    const place = { subjectId: randomUUID(), dataClass, recordId: `đ-${randomUUID()}`, revision: 70_000 };
    const record = sealRecord(
      { ...place, kind: 'evidence', dekVersion: 300 },
      createSecretKey(key),
      nonce,
      plaintext,
    );
    expect(record.subarray(0, 16)).toEqual(Buffer.concat([Buffer.from([1, 1]), u16(300), nonce]));
    const aad = [
      Buffer.from('CFP1'),
      id(place.subjectId),
      u16(number),
      u16(3),
      id(place.recordId),
      u32(place.revision),
      Buffer.from([1, 1]),
      u16(300),
    ];
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    decipher.setAAD(Buffer.concat(aad)).setAuthTag(record.subarray(-16));
    expect(Buffer.concat([decipher.update(record.subarray(16, -16)), decipher.final()])).toEqual(plaintext);
  },
);

test('kinds of records keep their numbers', () => {
  expect(recordKinds).toMatchInlineSnapshot(`
    {
      "attachment": 15,
      "attachmentName": 14,
      "classBlob": 1,
      "commitment": 24,
      "correction": 13,
      "correspondent": 11,
      "customerDisclosure": 22,
      "customerReference": 4,
      "disclosure": 17,
      "document": 18,
      "emailChange": 9,
      "emailHold": 16,
      "evidence": 3,
      "incident": 21,
      "informationRequest": 12,
      "legalHold": 20,
      "mailVariables": 2,
      "recipient": 23,
      "requestEntry": 10,
      "rightsRequest": 19,
      "serviceTerm": 5,
    }
  `);
});

test('what vouches for a revision', () => {
  const [key, subjectId] = [randomBytes(32), randomUUID()];
  const revisionKey = hmac(key, 'CFR1').digest();
  expect(revisionKeyOf(createSecretKey(key))).toEqual(revisionKey);
  const vouched = vouchFor({ subjectId, dataClass: 'payment', dekVersion: 300 }, revisionKey, 70_000);
  const mac = hmac(revisionKey, 'CFR1', id(subjectId), u16(2), u16(300), u32(70_000)).digest();
  expect(vouched).toEqual(Buffer.concat([u32(70_000), mac]));
});

test('a token of a refusal link, whose characters never change their meaning', async () => {
  const cloud = await startKeyCloud();
  try {
    const table = await cloud.newTable();
    const keyStore = cloud.storeOf(table);
    const kmsKeyId = cloud.otherKmsKey;
    const tokens = await createRefusalTokens({ kms: cloud.kms, keyStore, now: cloud.now, kmsKeyId }).ready();
    const name = 'REFUSAL-LINKS#1';
    const { Plaintext } = await cloud.kms.send(
      new DecryptCommand({
        CiphertextBlob: await keyStore.loadKey(name),
        EncryptionContext: { app: 'cloudfly-privacy', purpose: 'refusal-links', name },
      }),
    );
    const customerId = systemRandom.id();
    const characters = {
      ALL: '0',
      PAYMENT_CONFIRMATION: '1',
      SERVICE_SUPPORT: '2',
      SERVICE_EXTENSION: '3',
      SERVICE_NOTICE: '4',
      BILLING_NOTICE: '5',
      NEW_PRODUCTS: '6',
      PROMOTIONS: '7',
      SURVEYS: '8',
    } as const;
    for (const [purpose, character] of Object.entries(characters)) {
      const head = `1${character}${customerId.toLowerCase()}`;
      const mac = hmac(Plaintext ?? new Uint8Array(), `refusal-link\0${head}`).digest();
      expect(tokens.tokenOf(customerId, purpose as keyof typeof characters)).toBe(head + base32(mac));
    }
  } finally {
    await cloud.stop();
  }
});

/** The first 130 bits, five a character, as Crockford orders them. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const fives = bits.slice(0, 130).match(/.{5}/g) ?? [];
  return fives.map((five) => '0123456789abcdefghjkmnpqrstvwxyz'.charAt(Number.parseInt(five, 2))).join('');
}
