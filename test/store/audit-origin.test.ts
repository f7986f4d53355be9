import { createDecipheriv, createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type StoredRow, textOf } from '../../lambda/domain/audit/stored-row.ts';
import { sealOrigin } from '../../lambda/store/audit-origin.ts';
import { originBytes, random } from './audit-world.ts';

const place = { lane: random.id(), seq: '000000000007' };
const short = { address: '203.0.113.7', port: 1 };
const long = { address: '2001:0db8:1111:2222:3333:4444:5555:6666', port: 65_535 };
const seal = (origin: { address: string; port?: number }) => ({
  ...place,
  origin: sealOrigin(originBytes, random.bytes(12), place, origin),
});

/** By the format's description alone: the product seals origins and opens none. */
function openOrigin(key: Buffer, row: StoredRow): unknown {
  const sealed = Buffer.from(textOf(row, 'origin'), 'base64url');
  if (sealed[0] !== 1 || sealed.length < 29) throw new Error('no sealed origin');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(`CFO1${textOf(row, 'lane')}#${textOf(row, 'seq')}`));
  decipher.setAuthTag(sealed.subarray(-16));
  return JSON.parse(
    `${decipher.update(sealed.subarray(13, -16), undefined, 'utf8')}${decipher.final('utf8')}`,
  );
}

describe('a sealed origin', () => {
  test('opens under its key, in its place, and is as long as any other', () => {
    for (const origin of [short, long, { address: '203.0.113.7' }])
      expect(openOrigin(originBytes, seal(origin))).toEqual(origin);
    expect(seal(short).origin.length).toBe(seal(long).origin.length);
    expect(seal(short).origin).not.toBe(seal(short).origin);
  });

  test('opens nowhere else, under no other key, and not with a bit changed or the tag cut', () => {
    const row = seal(short);
    expect(() => openOrigin(originBytes, { ...row, seq: '000000000008' })).toThrow();
    expect(() => openOrigin(originBytes, { ...row, lane: random.id() })).toThrow();
    expect(() => openOrigin(createHash('sha256').digest(), row)).toThrow();
    const bytes = Buffer.from(textOf(row, 'origin'), 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openOrigin(originBytes, { ...row, origin: changed.toString('base64url') })).toThrow();
    }
    const cut = bytes.subarray(0, -4).toString('base64url');
    expect(() => openOrigin(originBytes, { ...row, origin: cut })).toThrow();
    expect(() => openOrigin(originBytes, place)).toThrow();
  });
});
