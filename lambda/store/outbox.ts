import { createHash } from 'node:crypto';
import { paginateQuery, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { limits } from '../declared/limits.ts';
import { DomainError } from '../domain/errors.ts';
import { type MailLane, mailLanes } from '../domain/mail/lane.ts';
import { type Mail, mailStates, mailTemplates } from '../domain/mail/mail.ts';
import type { OutboxStore } from '../domain/ports.ts';
import { dutyPurposes, marketingPurposes, operationalPurposes } from '../domain/purposes.ts';
import { languages } from '../domain/viewer.ts';
import { customerKey, getItem, putNew, putWhile, type StoreDeps, toItem } from './item.ts';

const text = z.string();
const instant = z.iso.datetime();
const item = z.object({
  kind: z.literal('MAIL'),
  id: text,
  customerId: text,
  purpose: z.enum([...operationalPurposes, ...marketingPurposes, ...dutyPurposes]),
  lane: z.enum(mailLanes),
  advertising: z.boolean(),
  template: z.enum(mailTemplates),
  language: z.enum(languages),
  state: z.enum(mailStates),
  attempt: z.int(),
  queuedAt: instant,
  dueAt: z.optional(instant),
  leaseUntil: z.optional(instant),
  reason: z.optional(text),
  messageId: z.optional(text),
  requestId: text,
  sealedVariables: z.instanceof(Uint8Array),
});
const keys = z.object({
  pk: z.templateLiteral(['CUS#', z.string()]),
  sk: z.templateLiteral(['MAIL#', z.string()]),
});

/** Mails, in their customer's partition. A mail is in its lane of the due index while `dueAt` says when to look at it again. */
export function createOutboxStore({ dynamo, table }: StoreDeps): OutboxStore {
  return {
    async load(customerId, mailId) {
      const found = await getItem({ dynamo, table }, item, keyOf(customerId, mailId));
      if (!found) return undefined;
      // A row that was moved to another key is not that mail.
      if (found.customerId !== customerId || found.id !== mailId)
        throw new DomainError('INTEGRITY_VIOLATION');
      const { kind: _, dueAt, leaseUntil, reason, messageId, ...rest } = found;
      return { ...rest, dueAt, leaseUntil, reason, messageId };
    },
    insert: (mail) => putNew(table, toRow(mail), 'STALE_REVISION'),
    replace({ state, attempt, leaseUntil }, after) {
      return putWhile(table, toRow(after), { state, attempt, leaseUntil });
    },
    async due(lane, shard, until, first) {
      const pages = paginateQuery(
        { client: dynamo, pageSize: first },
        {
          TableName: table,
          IndexName: 'due',
          KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
          ExpressionAttributeValues: toItem({
            ':shard': shardName(lane, shard),
            ':until': until.toISOString(),
          }),
        },
      );
      const mails: { customerId: string; mailId: string }[] = [];
      let unreadable = 0;
      for await (const { Items = [] } of pages) {
        for (const found of Items) {
          const parsed = z.safeParse(keys, unmarshall(found));
          if (!parsed.success) unreadable += 1;
          else mails.push(mailNamedBy(parsed.data));
        }
        if (mails.length >= first) break;
      }
      return { mails: mails.slice(0, first), unreadable };
    },
    async park(customerId, mailId, reason) {
      await dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem(keyOf(customerId, mailId)),
          ConditionExpression: 'attribute_exists(pk)',
          UpdateExpression: 'SET #state = :failed, #reason = :reason REMOVE dueShard, dueAt, leaseUntil',
          ExpressionAttributeNames: { '#state': 'state', '#reason': 'reason' },
          ExpressionAttributeValues: toItem({ ':failed': 'FAILED', ':reason': reason }),
        }),
      );
    },
  };
}

const keyOf = (customerId: string, mailId: string) => ({ pk: customerKey(customerId), sk: `MAIL#${mailId}` });

const mailNamedBy = ({ pk, sk }: z.infer<typeof keys>) => ({
  customerId: pk.slice('CUS#'.length),
  mailId: sk.slice('MAIL#'.length),
});

function toRow(mail: Mail) {
  const due = mail.dueAt === undefined ? {} : { dueShard: shardName(mail.lane, shardOf(mail.id)) };
  return { ...keyOf(mail.customerId, mail.id), kind: 'MAIL', ...mail, ...due };
}

const shardName = (lane: MailLane, shard: number): string => `MAIL#${lane}#${String(shard).padStart(2, '0')}`;

const shardOf = (mailId: string): number =>
  createHash('sha256').update(mailId).digest().readUInt16BE() % limits.indexShards;
