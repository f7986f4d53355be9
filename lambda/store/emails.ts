import { paginateQuery } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import type { EmailStore } from '../domain/ports/contact.ts';
import { batchGet } from './batch-get.ts';
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

const storedOwner = z.object({ kind: z.literal('EMAIL_OWNER'), ownerId: z.string() });
const storedClaim = z.object({
  kind: z.literal('EMAIL_CLAIM'),
  ownerId: z.string(),
  endsAt: z.iso.datetime(),
});

/** Who an address belongs to, by its blind indexes: one owner row under each, and a row for each claim. */
export function createEmailStore({ dynamo, table, now }: StoreDeps): EmailStore {
  return {
    async owner(emailIndexes) {
      const owners = await Promise.all(
        emailIndexes.map((index) => getItem({ dynamo, table }, storedOwner, ownerKey(index))),
      );
      return owners.find((owner) => owner !== undefined)?.ownerId;
    },
    async claimants(emailIndexes) {
      const claims = await Promise.all(emailIndexes.map(liveClaims));
      return [...new Set(claims.flat())].slice(0, limits.pageSize);
    },
    async isClaimedByAny(emailIndexes, customerIds) {
      const each = [...new Set(customerIds)];
      const keys = emailIndexes.flatMap((index) => each.map((id) => toItem(claimKey(index, id))));
      for (let from = 0; from < keys.length; from += 100) {
        const found = await batchGet(dynamo, { [table]: keys.slice(from, from + 100) });
        const claims = (found[table] ?? []).map((item) => fromItem(storedClaim, item));
        if (claims.some(({ endsAt }) => endsAt > now().toISOString())) return true;
      }
      return false;
    },
    insertClaim(emailIndexes, customerId, expiresAt) {
      const claim = {
        kind: 'EMAIL_CLAIM',
        ownerId: customerId,
        endsAt: expiresAt.toISOString(),
        expiresAt: toExpiry(expiresAt),
      };
      return emailIndexes.map((index) => putAlways(table, { ...claimKey(index, customerId), ...claim }));
    },
    insertOwner: (emailIndexes, customerId) =>
      emailIndexes.map((index) => {
        const Item = toItem({ ...ownerKey(index), kind: 'EMAIL_OWNER', ownerId: customerId });
        return write('LINK_INVALID', ['token'], {
          Put: { TableName: table, Item, ...unlessAnothers(customerId) },
        });
      }),
    deleteClaim: (emailIndexes, customerId) =>
      emailIndexes.map((index) => deleteAlways(table, claimKey(index, customerId))),
    deleteOwner: (emailIndexes, customerId) =>
      emailIndexes.map((index) =>
        write('STALE_REVISION', [], {
          Delete: { TableName: table, Key: toItem(ownerKey(index)), ...unlessAnothers(customerId) },
        }),
      ),
    notAnothers: (emailIndexes, customerId) =>
      emailIndexes.map((index) =>
        write('STALE_REVISION', [], {
          ConditionCheck: { TableName: table, Key: toItem(ownerKey(index)), ...unlessAnothers(customerId) },
        }),
      ),
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
      found.push(...Items.map((item) => fromItem(storedClaim, item).ownerId));
      if (found.length >= limits.pageSize) break;
    }
    return found.slice(0, limits.pageSize);
  }
}

export const ownerKey = (emailIndex: string) => ({ pk: `EML#${emailIndex}`, sk: 'OWNER' });
export const claimKey = (emailIndex: string, customerId: string) => ({
  pk: `EML#${emailIndex}`,
  sk: `CLAIM#${customerId}`,
});

const unlessAnothers = (customerId: string) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR ownerId = :customer',
  ExpressionAttributeValues: toItem({ ':customer': customerId }),
});
