import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import { type LinkToken, linkTokenPurposes, type TokenStore } from '../domain/ports/link-tokens.ts';
import { getItem, putNew, putWhile, type StoreDeps, toExpiry, toItem } from './item.ts';

const item = z.object({
  kind: z.literal('TOKEN'),
  id: z.string(),
  purpose: z.enum(linkTokenPurposes),
  secretHash: z.string(),
  ownerId: z.string(),
  emailIndex: z.string(),
  changeId: z.exactOptional(z.string()),
  endsAt: z.iso.datetime(),
  attempts: z.int(),
  usedAt: z.optional(z.iso.datetime()),
});

/** A dead token is kept for a week, so that its link can say what became of it. */
const keptAfterEnd = 7 * 86_400;

/** Tokens of links, by id. What the link's page reads is never an index. */
export function createTokenStore({ dynamo, table }: StoreDeps): TokenStore {
  return {
    async load(id) {
      const found = await getItem({ dynamo, table }, item, keyOf(id));
      if (!found) return undefined;
      if (found.id !== id) throw new DomainError('INTEGRITY_VIOLATION');
      const { kind: _, ownerId, endsAt, usedAt, ...rest } = found;
      return { ...rest, subjectId: ownerId, expiresAt: endsAt, usedAt };
    },
    insert: (token) => putNew(table, toRow(token), 'STALE_REVISION'),
    use(token, at) {
      const used = toRow({ ...token, usedAt: at.toISOString() });
      return putWhile(table, used, { usedAt: undefined, attempts: token.attempts }, 'LINK_USED');
    },
    async countAttempt(id) {
      await dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem(keyOf(id)),
          ConditionExpression: 'attribute_exists(pk)',
          UpdateExpression: 'ADD attempts :one',
          ExpressionAttributeValues: toItem({ ':one': 1 }),
        }),
      );
    },
  };
}

const keyOf = (id: string) => ({ pk: `TOK#${id}`, sk: 'TOKEN' });

function toRow({ subjectId, expiresAt: endsAt, ...token }: LinkToken) {
  const expiresAt = toExpiry(endsAt) + keptAfterEnd;
  return { ...keyOf(token.id), kind: 'TOKEN', ownerId: subjectId, ...token, endsAt, expiresAt };
}
