import { paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import type { EmailStore } from '../domain/ports.ts';
import {
  deleteAlways,
  fromItem,
  getItem,
  putAlways,
  type StoreDeps,
  toExpiry,
  toItem,
  write,
} from './item.ts';

const row = z.object({ ownerId: z.string(), endsAt: z.optional(z.string()) });

/** Who an address belongs to, by its blind index: one owner row, and a row for each claim. */
export function createEmailStore({ dynamo, table, now }: StoreDeps): EmailStore {
  return {
    async find(emailIndex) {
      const owners = await Promise.all(
        emailIndex.map((index) => getItem({ dynamo, table }, row, ownerKey(index))),
      );
      const claims = await Promise.all(emailIndex.map(liveClaims));
      return {
        ownerId: owners.find((owner) => owner !== undefined)?.ownerId,
        claimantIds: [...new Set(claims.flat())],
      };
    },
    insertClaim(emailIndex, customerId, expiresAt) {
      const endsAt = expiresAt.toISOString();
      return putAlways(table, {
        ...claimKey(emailIndex, customerId),
        kind: 'EMAIL_CLAIM',
        ownerId: customerId,
        endsAt,
        expiresAt: toExpiry(expiresAt),
      });
    },
    insertOwner(emailIndex, customerId) {
      const item = { ...ownerKey(emailIndex), kind: 'EMAIL_OWNER', ownerId: customerId };
      return write('LINK_INVALID', ['token'], {
        Put: { TableName: table, Item: toItem(item), ...unlessAnothers(customerId) },
      });
    },
    deleteClaim: (emailIndex, customerId) => deleteAlways(table, claimKey(emailIndex, customerId)),
    notAnothers(emailIndex, customerId) {
      const Key = toItem(ownerKey(emailIndex));
      return write('STALE_REVISION', [], {
        ConditionCheck: { TableName: table, Key, ...unlessAnothers(customerId) },
      });
    },
  };

  /** At most a page: claims are free to make, and a lookup must not grow with them. */
  async function liveClaims(emailIndex: string): Promise<string[]> {
    const pages = paginateQuery(
      { client: dynamo },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :claim)',
        FilterExpression: 'endsAt > :now',
        ExpressionAttributeValues: toItem({
          ':pk': `EML#${emailIndex}`,
          ':claim': 'CLAIM#',
          ':now': now().toISOString(),
        }),
      },
    );
    const found: string[] = [];
    for await (const { Items = [] } of pages) {
      found.push(...Items.map((item) => fromItem(row, item).ownerId));
      if (found.length >= limits.pageSize) break;
    }
    return found.slice(0, limits.pageSize);
  }
}

const ownerKey = (emailIndex: string) => ({ pk: `EML#${emailIndex}`, sk: 'OWNER' });
const claimKey = (emailIndex: string, customerId: string) => ({
  pk: `EML#${emailIndex}`,
  sk: `CLAIM#${customerId}`,
});

const unlessAnothers = (customerId: string) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR ownerId = :customer',
  ExpressionAttributeValues: toItem({ ':customer': customerId }),
});
