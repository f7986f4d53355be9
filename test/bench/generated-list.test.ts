import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { readCustomerPage } from '../../lambda/store/customer-page.ts';
import { generatedList } from './generated-list.ts';

it('is read page by page as the stored list is: every customer once, in its order', async () => {
  // Never asked: there is no such table.
  const dynamo = new DynamoDBClient({ region: 'ap-southeast-1', endpoint: 'http://127.0.0.1:9' });
  const ports = { now: () => new Date('2026-11-02'), random: { id: () => randomUUID() } };
  const list = generatedList(dynamo, ports as unknown as Parameters<typeof generatedList>[1]);
  for (const size of [7, 333]) {
    const all = list.grow(size);
    const read: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await readCustomerPage({ dynamo, table: 'records' }, {}, 50, after);
      read.push(...page.ids);
      expect(page.cursors.at(-1)).toBe(list.behind(page.ids.at(-1) ?? ''));
      after = page.cursors.at(-1);
      if (!page.hasNextPage) break;
    }
    expect(read).toEqual(all);
    expect(new Set(read).size).toBe(size);
  }
});
