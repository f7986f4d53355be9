import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { sealingCost } from './sealing.ts';

it('sealing a package of 1,000 customers stays under 200 MB, and asks for them page by page', async () => {
  const outDir = mkdtempSync(join(import.meta.dirname, '..', '..', 'node_modules', '.bench-'));
  try {
    const cost = await sealingCost(inject('bundlePaths'), outDir, { rounds: 0, compared: false });
    expect(cost.rss).toBeGreaterThan(50);
    expect(cost.rss).toBeLessThan(200);
    // 21 pages of 48: rows and records of each, announced; then with keys, gathered; one transaction a page, and one that says it is sealed.
    const { BatchGetItemCommand, TransactWriteItemsCommand, PutItemCommand: _, ...others } = cost.calls;
    expect(BatchGetItemCommand).toBe(5 * 21);
    expect(TransactWriteItemsCommand).toBe(21 + 1);
    expect(Object.keys(others)).toEqual(['GetItemCommand']);
    expect(others.GetItemCommand).toBeLessThan(30);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}, 180_000);
