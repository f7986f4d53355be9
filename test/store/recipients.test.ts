import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recipient } from '../../lambda/domain/recipient/recipient.ts';
import { createRecipientStore } from '../../lambda/store/recipients.ts';
import { startTables, type Tables } from './start-tables.ts';

let tables: Tables;
let store: ReturnType<typeof createRecipientStore>;
beforeAll(async () => {
  tables = await startTables();
  store = createRecipientStore(tables);
}, 60_000);
afterAll(() => tables.stop());

const recipient = (changes: Partial<Recipient> = {}): Recipient => ({
  id: `rec-${randomBytes(13).toString('hex').toUpperCase()}`,
  kind: 'PAYMENT_PROCESSOR',
  name: 'Công ty Thanh toán',
  sealedAuthentication: new Uint8Array([3, 4]),
  delivery: 'KEY',
  key: { jwk: { kty: 'OKP', crv: 'X25519', x: 'x' }, thumbprint: 't', expiresAt: undefined },
  state: 'REGISTERED',
  version: 1,
  registeredAt: '2026-01-01T00:00:00.000Z',
  registeredBy: 'somebody',
  verifiedAt: undefined,
  verifiedBy: undefined,
  verifiedOver: undefined,
  revokedAt: undefined,
  revokedBy: undefined,
  ...changes,
});

describe('recipients', () => {
  it('come back as they were put, and over the version read alone', async () => {
    const first = recipient();
    await tables.commit(...store.put(undefined, first));
    expect(await store.load(first.id)).toEqual(first);
    const verified = {
      ...first,
      version: 2,
      state: 'VERIFIED',
      verifiedAt: '2026-01-02T00:00:00.000Z',
      verifiedBy: 'another',
      verifiedOver: 'CALL_BACK',
      key: { jwk: { kty: 'RSA', n: 'n', e: 'AQAB' }, thumbprint: 'u', expiresAt: '2027-01-01T00:00:00.000Z' },
    } as const;
    await tables.commit(...store.put(first, verified));
    expect(await store.load(first.id)).toEqual(verified);
    await expect(tables.commit(...store.put(first, { ...first, version: 2 }))).rejects.toThrow(
      'STALE_REVISION',
    );
    await expect(tables.commit(...store.put(undefined, first))).rejects.toThrow('STALE_REVISION');
    await expect(tables.commit(store.unchanged(first))).rejects.toThrow('STALE_REVISION');
    await tables.commit(store.unchanged(verified));
    expect(await store.load(recipient().id)).toBeUndefined();
    await expect(tables.commit(store.unchanged(recipient()))).rejects.toThrow('STALE_REVISION');
  });

  it('are listed, the last registered first, in pages', async () => {
    const days = ['05', '03', '04'].map((day) =>
      recipient({ registeredAt: `2030-01-${day}T00:00:00.000Z`, key: undefined, delivery: 'PASSPHRASE' }),
    );
    for (const one of days) await tables.commit(...store.put(undefined, one));
    const [latest, oldest, middle] = days;
    const { recipients, hasNextPage } = await store.page(2, undefined);
    expect(recipients.map((found) => found.recipient)).toEqual([latest, middle]);
    expect(hasNextPage).toBe(true);
    const next = await store.page(1, recipients[1]?.cursor);
    expect(next.recipients.map((found) => found.recipient)).toEqual([oldest]);
    await expect(store.page(1, 'nonsense')).rejects.toThrow('INVALID_FORMAT');
  });

  it('are refused when a row was moved to another, or is none', async () => {
    const [one, other] = [recipient(), recipient()];
    await tables.commit(...store.put(undefined, one));
    const at = { pk: `RECIPIENT#${other.id}`, sk: 'RECIPIENT' };
    const [row] = (await tables.items()).filter((item) => item.id?.S === one.id);
    await tables.putOver(at, { ...at, kind: 'RECIPIENT', id: row?.id?.S });
    await expect(store.load(other.id)).rejects.toThrow('INTEGRITY_VIOLATION');
    const own = { pk: `RECIPIENT#${one.id}`, sk: 'RECIPIENT' };
    for (const wrong of [{ id: other.id }, { state: 'GOOD' }, { version: 0 }, { recipientKind: 'FRIEND' }]) {
      await tables.putOver(own, wrong);
      await expect(store.load(one.id)).rejects.toThrow('INTEGRITY_VIOLATION');
      await tables.putOver(own, { id: one.id, state: one.state, version: 1, recipientKind: one.kind });
      expect(await store.load(one.id)).toEqual(one);
    }
  });
});
