import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { AffectedSubject } from '../domain/incident/incident.ts';
import type { IncidentStore } from '../domain/ports/incidents.ts';
import { getEach } from './get-each.ts';
import { fromItem, type Key, putVersion, type StoreDeps, toItem } from './item.ts';

const text = z.string();
const stored = z.object({
  kind: z.literal('AFFECTED_SUBJECT'),
  incidentId: text,
  round: z.int(),
  subjectId: text,
  version: z.int().check(z.positive()),
  fields: z.array(text),
  actions: z.array(text),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  mailId: z.optional(text),
  notToldBecause: z.optional(text),
});

const idForm = /^(?:cor-)?[0-9A-Z]{26}$/;
const beginning = (round: number): string => `AFFECTED#${String(round).padStart(4, '0')}#`;
const keyOf = (incidentId: string, round: number, subjectId: string): Key => ({
  pk: `INCIDENT#${incidentId}`,
  sk: `${beginning(round)}${subjectId}`,
});
const itemOf = (subject: AffectedSubject) => ({
  ...keyOf(subject.incidentId, subject.round, subject.subjectId),
  kind: 'AFFECTED_SUBJECT',
  ...subject,
});

/**
 * Those whom an incident touches, in its partition under `AFFECTED#<round>#<subject>`. Like the rows of the audit trail that they come from, they
 * stay when a customer is erased: ids that lead nowhere then, and the proof of whom a breach concerned.
 */
export function affectedSubjects({
  dynamo,
  table,
}: Pick<StoreDeps, 'dynamo' | 'table'>): Pick<
  IncidentStore,
  'loadAffected' | 'putAffected' | 'affected' | 'countAffected'
> {
  const partition = (incidentId: string, round: number) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :beginning)',
    ExpressionAttributeValues: toItem({ ':pk': `INCIDENT#${incidentId}`, ':beginning': beginning(round) }),
    ConsistentRead: true,
  });
  return {
    async loadAffected(incidentId, round, subjectIds) {
      const keys = subjectIds.map((id) => keyOf(incidentId, round, id));
      const found = await getEach({ dynamo, table }, keys);
      return found.map((item) => item && subjectOf(fromItem(stored, item), incidentId));
    },
    putAffected: (before, after) => putVersion(table, before, itemOf(after)),
    async affected(incidentId, round, first, after) {
      const behind = after === undefined ? undefined : keyOf(incidentId, round, idIn(after));
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          ...partition(incidentId, round),
          Limit: first + 1,
          ...(behind && { ExclusiveStartKey: toItem(behind) }),
        }),
      );
      const page = Items.slice(0, first).map((item) => subjectOf(fromItem(stored, item), incidentId));
      return {
        items: page.map((node) => ({ node, cursor: Buffer.from(node.subjectId).toString('base64url') })),
        hasNextPage: Items.length > first,
      };
    },
    async countAffected(incidentId, round) {
      let count = 0;
      for (let from: Record<string, never> | object | undefined; ; ) {
        const { Count = 0, LastEvaluatedKey } = await dynamo.send(
          new QueryCommand({
            ...partition(incidentId, round),
            Select: 'COUNT',
            ...(from && { ExclusiveStartKey: from as Record<string, never> }),
          }),
        );
        count += Count;
        if (!LastEvaluatedKey) return count;
        from = LastEvaluatedKey;
      }
    },
  };
}

function subjectOf({ kind: _, ...row }: z.infer<typeof stored>, incidentId: string): AffectedSubject {
  if (row.incidentId !== incidentId) throw new DomainError('INTEGRITY_VIOLATION');
  return { ...row, mailId: row.mailId, notToldBecause: row.notToldBecause };
}

/** @throws DomainError CURSOR_INVALID at `after` */
function idIn(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!idForm.test(id)) throw new DomainError('CURSOR_INVALID', ['after']);
  return id;
}
