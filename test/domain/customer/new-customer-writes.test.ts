import { expect, it } from 'vitest';
import { limits } from '../../../lambda/declared/limits.ts';
import { type NewCustomer, newCustomerWrites } from '../../../lambda/domain/customer/new-customer-writes.ts';
import { lookupRows } from '../../../lambda/domain/lookup.ts';
import type { ReadyBlindIndex } from '../../../lambda/domain/ports/blind-index.ts';
import type { Write } from '../../../lambda/domain/ports/commit.ts';
import type { Keyring, ReadySealing } from '../../../lambda/domain/ports/sealing.ts';

const at = new Date('2026-11-22T00:00:00.000Z');
/** Each write tells what it is. */
const row =
  (kind: string) =>
  (...told: readonly unknown[]): Write =>
    ({ refusal: 'STALE_REVISION', refusalPath: [], item: [kind, ...told] }) as never;
const rows =
  (kind: string) =>
  (...told: readonly unknown[]) => [row(kind)(...told)];
const deps = {
  sealing: { saveKeyring: row('keys') },
  customers: { insert: row('customer') },
  bindings: { insert: rows('binding') },
  phones: { put: rows('phone') },
  emails: { insertClaim: rows('claim'), insertOwner: rows('owner') },
  consents: { insertFact: row('fact'), replaceState: row('state') },
  contactStates: { insert: row('contact') },
  changes: { insert: row('change') },
  random: { id: () => 'ID', bytes: (length: number) => new Uint8Array(length) },
} as unknown as Parameters<typeof newCustomerWrites>[0];
const index: ReadyBlindIndex = {
  of: (kind, text) => `${kind} ${text}`,
  allOf: (kind, text) => [`${kind} ${text}`],
};
const sealing = {
  sealClassBlob: (_: Keyring, dataClass: string, value: unknown) => ({
    sealed: [dataClass, value],
    revision: 1,
  }),
} as unknown as ReadySealing;
const ready = { index, sealing, keyring: { subjectId: 'C1' } };
const acceptance = {
  id: 'F1',
  type: 'ACCEPTANCE',
  at: at.toISOString(),
  manner: 'EXPLICIT',
  path: 'SIGNED_IN',
  policyVersion: 1,
  language: 'vi',
  textDigest: 'digest',
  actor: 'customer:C1',
  requestId: 'R1',
} as const;
const least: NewCustomer = {
  kind: 'INDIVIDUAL',
  language: 'vi',
  contact: { name: 'Lan', email: 'lan@example.test' },
  identity: {},
  subject: undefined,
  emailIndexes: ['new', 'old'],
  emailVerifiedAt: undefined,
  facts: [acceptance],
  at,
};
const made = (changes: Partial<NewCustomer> = {}) => {
  const writes = newCustomerWrites(deps, ready, { ...least, ...changes });
  return new Map(
    writes.map(({ item }) => [(item as unknown as [string])[0], (item as unknown as unknown[]).slice(1)]),
  );
};

it('whose address nobody verified has claimed it for as long as its link is good, and owns nothing', () => {
  const found = made();
  expect([...found.keys()]).toEqual(['customer', 'keys', 'fact', 'state', 'change', 'contact', 'claim']);
  const ends = new Date(at.getTime() + limits.verificationHours * 3_600_000);
  expect(found.get('claim')).toEqual([least.emailIndexes, 'C1', ends]);
  const registered = {
    addressState: 'UNVERIFIED',
    addressCause: 'REGISTERED',
    addressSince: at.toISOString(),
  };
  expect(found.get('contact')).toEqual([
    {
      customerId: 'C1',
      version: 1,
      ...registered,
      emailIndexes: least.emailIndexes,
      verifiedAt: undefined,
      isHeld: false,
      isRestricted: false,
      advertisedAt: [],
      products: {},
    },
  ]);
  expect(found.get('customer')).toEqual([
    {
      id: 'C1',
      kind: 'INDIVIDUAL',
      state: 'ACTIVE',
      addressState: 'UNVERIFIED',
      language: 'vi',
      registeredAt: at.toISOString(),
      version: 1,
      blobs: { contact: ['contact', least.contact] },
    },
  ]);
});

it('who comes from earlier records with a verified address owns it since then', () => {
  const emailVerifiedAt = '2025-01-02T00:00:00.000Z';
  const found = made({ emailVerifiedAt });
  expect(found.has('claim')).toBe(false);
  expect(found.get('owner')).toEqual([least.emailIndexes, 'C1']);
  const since = { addressCause: 'IMPORTED', addressSince: emailVerifiedAt, verifiedAt: emailVerifiedAt };
  expect(found.get('contact')).toMatchObject([{ addressState: 'VERIFIED', ...since }]);
  expect(found.get('customer')).toMatchObject([{ addressState: 'VERIFIED' }]);
});

it('is led to by subject and phone, has details of identity sealed apart, and a guardian when young', () => {
  const identity = { dateOfBirth: '2015-01-01' };
  const found = made({
    subject: 'issuer s1',
    contact: { ...least.contact, phone: '+84912345678' },
    identity,
  });
  expect(found.get('binding')).toEqual([lookupRows(index, 'BINDING', ['subject issuer s1'], 'C1')]);
  expect(found.get('phone')).toEqual([lookupRows(index, 'PHONE', ['phone +84912345678'], 'C1')]);
  expect(found.get('customer')).toMatchObject([{ blobs: { identity: ['identity', identity] } }]);
  expect(found.get('state')).toMatchObject(['C1', undefined, { needsGuardian: true }]);
  expect(made().get('state')).toMatchObject(['C1', undefined, { needsGuardian: false }]);
});

it('is not made without keys of its own', () => {
  const without = { ...deps, sealing: { saveKeyring: () => undefined } } as unknown as typeof deps;
  expect(() => newCustomerWrites(without, ready, least)).toThrow('a new customer has new keys');
});
