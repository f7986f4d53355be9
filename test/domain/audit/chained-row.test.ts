import { createSecretKey, hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalRow } from '../../../lambda/domain/audit/canonical-row.ts';
import { chainedRow, rowFault } from '../../../lambda/domain/audit/chained-row.ts';
import type { StoredRow } from '../../../lambda/domain/audit/stored-row.ts';
import { rowsBehind } from '../../../lambda/store/audit-lane-rows.ts';
import { auditKeys, entry, macBytes, random } from '../../store/audit-world.ts';

const macKey = createSecretKey(macBytes);

async function storedRow(): Promise<StoredRow> {
  const head = { lane: random.id(), seq: 0, hash: '' };
  const { rows } = await rowsBehind({ auditKeys, random }, head, [], [entry()], new Date());
  const row = rows.at(-1);
  if (!row) throw new Error('No row was made.');
  return row;
}

describe('a row by itself', () => {
  test('verifies from its stored attributes alone', async () => {
    expect(rowFault(await storedRow(), macKey)).toBeUndefined();
  });

  test('shows a change of any attribute, of those it is found by too', async () => {
    const row = await storedRow();
    expect(Object.keys(row)).toEqual(expect.arrayContaining(['customerId', 'actor', 'dayShard', 'at']));
    for (const name of Object.keys(row)) {
      const expected = name === 'mac' ? 'BAD_MAC' : 'CHANGED';
      expect([name, rowFault({ ...row, [name]: 'x' }, macKey)]).toEqual([name, expected]);
      const { [name]: _, ...without } = row;
      expect([name, rowFault(without, macKey)]).toEqual([name, expected]);
    }
  });

  test('shows an added attribute, whatever it is', async () => {
    const row = await storedRow();
    expect(rowFault({ ...row, note: '' }, macKey)).toBe('CHANGED');
    expect(rowFault({ ...row, note: '\ud800' }, macKey)).toBe('CHANGED');
  });

  test('shows a change by someone who can hash it again but has not the key', async () => {
    const changed: StoredRow = { ...(await storedRow()), customerId: random.id() };
    const forged = { ...changed, hash: hash('sha256', canonicalRow(changed), 'base64url') };
    expect(rowFault(forged, macKey)).toBe('BAD_MAC');
    expect(rowFault(chainedRow(changed, createSecretKey(Buffer.alloc(32, 8))), macKey)).toBe('BAD_MAC');
  });

  test('stays under the kilobyte that a write unit buys', async () => {
    const row = await storedRow();
    const bytes = Object.entries(row).map(([name, value]) =>
      Buffer.byteLength(name + [value].flat().join('')),
    );
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1000);
  });
});
