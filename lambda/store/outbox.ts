import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { OutboxStore } from '../domain/ports/mails.ts';
import { keyAfter, readDue } from './due-index.ts';
import { getItem, putNew, putWhile, type StoreDeps, toItem } from './item.ts';
import { mailKey, mailOf, mailRow, storedMail } from './mail-item.ts';
import { subjectPartition } from './subject-key.ts';

/** Mails, in the partition of whom they go to. A mail is in its lane of the due index while `dueAt` says when to look at it again. */
export function createOutboxStore({ dynamo, table }: StoreDeps): OutboxStore {
  return {
    async load(customerId, mailId) {
      const found = await getItem({ dynamo, table }, storedMail, mailKey(customerId, mailId));
      if (!found) return undefined;
      // A row that was moved to another key is not that mail.
      if (found.customerId !== customerId || found.id !== mailId)
        throw new DomainError('INTEGRITY_VIOLATION');
      return mailOf(found);
    },
    async ofCustomer(customerId, first, after) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          ScanIndexForward: false,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :mail)',
          ExpressionAttributeValues: toItem({ ':pk': subjectPartition(customerId), ':mail': 'MAIL#' }),
          ...(after !== undefined && { ExclusiveStartKey: toItem(mailKey(customerId, after)) }),
          Limit: first + 1,
        }),
      );
      const mails = Items.slice(0, first).flatMap((row) => {
        const found = z.safeParse(storedMail, unmarshall(row));
        const isThatMail = found.success && row.sk?.S === `MAIL#${found.data.id}`;
        return isThatMail && found.data.customerId === customerId ? [mailOf(found.data)] : [];
      });
      return { mails, hasNextPage: Items.length > first };
    },
    insert: (mail) => putNew(table, mailRow(mail), 'STALE_REVISION'),
    replace({ state, attempt, leaseUntil }, after) {
      return putWhile(table, mailRow(after), { state, attempt, leaseUntil });
    },
    async due(lane, shard, until, first) {
      let unreadable = 0;
      const page = { shard, until, first };
      const mails = await readDue({ dynamo, table }, `MAIL#${lane}`, page, ({ pk, sk, dueAt }) => {
        const customerId = keyAfter('CUS#', pk) ?? keyAfter('COR#', pk);
        const mailId = keyAfter('MAIL#', sk);
        if (customerId !== undefined && mailId !== undefined) return { dueAt, customerId, mailId };
        unreadable += 1;
        return undefined;
      });
      return { mails, unreadable };
    },
    async park(customerId, mailId, reason) {
      await dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: toItem(mailKey(customerId, mailId)),
          ConditionExpression: 'attribute_exists(pk)',
          UpdateExpression: 'SET #state = :failed, #reason = :reason REMOVE dueShard, dueAt, leaseUntil',
          ExpressionAttributeNames: { '#state': 'state', '#reason': 'reason' },
          ExpressionAttributeValues: toItem({ ':failed': 'FAILED', ':reason': reason }),
        }),
      );
    },
  };
}
