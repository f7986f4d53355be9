import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { dayShardOf, shards } from '../domain/audit/lane-place.ts';
import type { AuditAction, AuditQuery } from '../domain/audit/row.ts';
import type { StoredRow } from '../domain/audit/stored-row.ts';
import { DomainError } from '../domain/errors.ts';
import { rowOfItem } from './audit-item.ts';
import type { AuditTableDeps } from './audit-table.ts';

interface IndexPartition {
  readonly index: 'customer' | 'actor' | 'day';
  readonly attribute: 'customerId' | 'actor' | 'dayShard';
  readonly value: string;
}

/** Where an index has the places of a trail: those of a day are in several. */
export function partitionsOf({ customerId, actor, day }: AuditQuery): readonly IndexPartition[] {
  if (customerId !== undefined) return [{ index: 'customer', attribute: 'customerId', value: customerId }];
  if (actor !== undefined) return [{ index: 'actor', attribute: 'actor', value: actor }];
  if (day === undefined) throw new DomainError('REQUIRED', ['filter']);
  return shards.map((shard) => ({ index: 'day', attribute: 'dayShard', value: dayShardOf(day, shard) }));
}

/** Entries of an index that one query looks through for those that are asked for: less than half of the 1 MB that it can. */
const lookedThrough = 2000;

interface AskedPlaces {
  readonly most: number;
  readonly before: string | undefined;
  readonly sights: AuditQuery['sights'];
}

/**
 * Places of one partition of an index, newest first: `lane`, `seq` and `at`; so many at least, where there are. Where only sights are asked for, the
 * index alone tells which those are, and nothing else leaves the table: a trail of 20,000 rows without one costs eleven queries, one after the
 * other, and some 500 read units (its entries have about 200 bytes).
 */
export async function placesIn(
  { dynamo, table }: AuditTableDeps,
  { index, attribute, value }: IndexPartition,
  { most, before, sights }: AskedPlaces,
): Promise<readonly StoredRow[]> {
  const filter = sights && filterOf(sights);
  const found: StoredRow[] = [];
  let from: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const answer: QueryCommandOutput = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: `#key = :key${before === undefined ? '' : ' AND #at < :before'}`,
        ...(filter && { FilterExpression: filter.expression }),
        ExpressionAttributeNames: {
          '#key': attribute,
          ...(before !== undefined && { '#at': 'at' }),
          ...filter?.names,
        },
        ExpressionAttributeValues: {
          ':key': { S: value },
          ...(before !== undefined && { ':before': { S: before } }),
          ...filter?.values,
        },
        ScanIndexForward: false,
        Limit: from ? lookedThrough : most,
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    found.push(...(answer.Items ?? []).map(rowOfItem));
    from = answer.LastEvaluatedKey;
  } while (from && found.length < most);
  return found;
}

/** Of what the index of customers has beside its keys. */
function filterOf(sights: readonly AuditAction[]) {
  const actions = sights.map((action, n) => [`:sight${n}`, { S: action }] as const);
  return {
    expression: `#outcome = :allowed AND #action IN (${actions.map(([name]) => name).join(', ')}) AND (#action <> :read OR #view = :value)`,
    names: { '#outcome': 'outcome', '#action': 'action', '#view': 'view' },
    values: {
      ...Object.fromEntries(actions),
      ':allowed': { S: 'ALLOWED' },
      ':read': { S: 'READ' },
      ':value': { S: 'value' },
    },
  };
}
