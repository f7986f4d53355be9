import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { createDekCache } from '../../lambda/crypto/dek-cache.ts';
import { createNonces } from '../../lambda/crypto/nonces.ts';
import { createReadySealing } from '../../lambda/crypto/ready-sealing.ts';
import { limits } from '../../lambda/declared/limits.ts';
import type { DetailsOf } from '../../lambda/domain/customer/details.ts';
import { openDetails } from '../../lambda/domain/customer/open-details.ts';
import { uncover } from '../../lambda/domain/pii.ts';
import type { LoadedCustomer } from '../../lambda/domain/ports/customers.ts';
import type { ReadySealing } from '../../lambda/domain/ports/sealing.ts';
import { systemRandom } from '../../lambda/runtime/random.ts';
import { itemOf, newSubject, randomKeks, reloaded } from '../crypto/sealed-subjects.ts';
import { fictionalDetails } from './stored-customers.ts';

const customers = 50;
export const classes = ['contact', 'identity', 'payment'] as const;
export const fields = {
  contact: ['name', 'email', 'phone'],
  identity: ['address', 'dateOfBirth', 'identityNumber'],
  payment: ['taxCode', 'bankAccount'],
} as const;

/** What fifty customers told: 400 values that are read, and the billing names and addresses in the same blobs. */
export const fiftyDetails = (): readonly DetailsOf[] => Array.from({ length: customers }, fictionalDetails);

/** One record of one field, as code would keep it that encrypts each field by itself: nonce, ciphertext, tag; nothing bound to it. */
interface BareRecord {
  readonly raw: Buffer;
  readonly key: KeyObject;
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

/**
 * Opening the same 400 values of 50 customers: by the product's sealing with its keys in memory (`warm`), by the same when only the
 * KEKs still are (`cold`: DEKs are past their time), with each opened blob parsed again as every reader does (`parsed`), and by bare AES-256-GCM, one record a field
 * on ready keys, given as bytes (`bareBytes`) or as KeyObjects (`bareKeys`).
 */
export function openingActs(details: readonly DetailsOf[] = fiftyDetails()) {
  const keks = randomKeks();
  const processAt = (now: () => Date) =>
    createReadySealing({
      deks: createDekCache(now),
      nextNonce: createNonces(systemRandom),
      random: systemRandom,
      keks,
    });
  let later = 0;
  const sealer = processAt(() => new Date(0));
  const forgetful = processAt(() => new Date(later));
  const sealed = details.map((all): LoadedCustomer => {
    const keyring = newSubject();
    const blobs = Object.fromEntries(
      classes.map((name) => [name, sealer.sealClassBlob(keyring, name, all[name]).sealed]),
    );
    const id = keyring.subjectId;
    return { customer: { ...about, id, blobs }, keyring: reloaded(itemOf(keyring)) };
  });
  const bare = details.flatMap((all) =>
    classes.flatMap((name) => {
      const raw = randomBytes(32);
      const key = createSecretKey(raw);
      const members: Readonly<Record<string, unknown>> = { ...all[name] };
      return fields[name].map((field): BareRecord => ({ raw, key, ...sealBare(key, members[field]) }));
    }),
  );
  const open = (sealing: ReadySealing) => {
    for (const { customer, keyring } of sealed)
      for (const name of classes)
        uncover(sealing.openClassBlob(keyring, name, customer.blobs[name] ?? new Uint8Array()));
  };
  return {
    warm: () => open(sealer),
    cold: () => {
      later += (limits.dekCacheMinutes + 1) * 60_000;
      open(forgetful);
    },
    parsed: () => {
      for (const loaded of sealed) for (const name of classes) openDetails(sealer, loaded, name);
    },
    bareBytes: () => {
      for (const record of bare) openBare(record, record.raw);
    },
    bareKeys: () => {
      for (const record of bare) openBare(record, record.key);
    },
  };
}

const about = {
  kind: 'INDIVIDUAL',
  state: 'ACTIVE',
  addressState: 'VERIFIED',
  language: 'vi',
  registeredAt: '2026-11-22T05:00:00.000Z',
  version: 1,
} as const;

/** A value by itself, under a nonce of its own. */
export function sealBare(key: Buffer | KeyObject, value: unknown) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  const ciphertext = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

function openBare({ nonce, ciphertext, tag }: BareRecord, key: Buffer | KeyObject): unknown {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
  decipher.setAuthTag(tag);
  return JSON.parse(decipher.update(ciphertext, undefined, 'utf8') + decipher.final('utf8'));
}
