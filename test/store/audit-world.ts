import { randomBytes } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../lambda/domain/audit/row.ts';
import { type StoredRow, textOf } from '../../lambda/domain/audit/stored-row.ts';
import type { Commit } from '../../lambda/domain/ports/commit.ts';
import type { Log, LogFacts } from '../../lambda/domain/ports/log.ts';
import type { Random } from '../../lambda/domain/ports/random.ts';
import { rowOfItem } from '../../lambda/store/audit-item.ts';
import { type AuditChain, createAuditChain } from '../../lambda/store/audit-lanes.ts';
import { createAuditTable } from '../../lambda/store/audit-table.ts';
import { type CommitDeps, createCommit } from '../../lambda/store/transact.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { startDynamoDb } from '../../local/dynamodb/start.ts';

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** As ports describe it. */
export const random: Random = {
  id: () => Array.from(randomBytes(26), (byte) => crockford[byte % 32]).join(''),
  bytes: (length) => randomBytes(length),
};

/** Fixed keys, so that whatever wrote a row can be read by another chain. */
export const macBytes = Buffer.alloc(32, 7);
export const originBytes = Buffer.alloc(32, 9);
export const auditKeys = { macKey: async () => macBytes, originKey: async () => originBytes };

/** A clock that stands until it is moved. */
export function createClock(start: string) {
  let instant = new Date(start);
  return {
    now: () => instant,
    add: (minutes: number) => {
      instant = new Date(instant.getTime() + minutes * 60_000);
    },
  };
}

export function createLogBook(): Log & { readonly lines: readonly { event: string; facts?: LogFacts }[] } {
  const lines: { event: string; facts?: LogFacts }[] = [];
  const keep = (event: string, facts?: LogFacts) => {
    lines.push({ event, ...(facts && { facts }) });
  };
  return { lines, info: keep, warn: keep, error: keep };
}

export function entry(more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    action: 'READ',
    actor: { id: 'staff:s-1', roles: ['support'] },
    outcome: 'ALLOWED',
    customerId: random.id(),
    fields: ['email', 'phone'],
    view: 'value',
    purpose: 'SUPPORT',
    reference: 'T-1',
    requestId: random.id(),
    origin: { address: '203.0.113.7', port: 54_321 },
    ...more,
  } as AuditEntry;
}

export const tableNames = { records: 'records', keys: 'keys', audit: 'audit' } as const;

/** A running engine with the product's tables, and processes that write audit rows to it. */
export async function startAuditWorld(engine: 'auto' | 'embedded' = 'embedded') {
  const running = await startDynamoDb({ engine });
  const dynamo = new DynamoDBClient({
    endpoint: running.url,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await createTables(dynamo, tableNames);
  const clock = createClock('2026-11-03T08:00:00.000Z');
  const log = createLogBook();
  return {
    url: running.url,
    dynamo,
    clock,
    log,
    table: createAuditTable({ dynamo, table: tableNames.audit }),
    /** What one cold start makes. */
    process: (client: CommitDeps['dynamo'] = dynamo): { chain: AuditChain; commit: Commit } => {
      const chain = createAuditChain({ auditKeys, tableName: tableNames.audit, now: clock.now, random });
      const pause = async () => {};
      return { chain, commit: createCommit({ dynamo: client, auditChain: chain, random, log, pause }) };
    },
    /** Every row of the audit table. */
    rows: () => scan(dynamo, tableNames.audit),
    records: () => scan(dynamo, tableNames.records),
    stop: async () => {
      dynamo.destroy();
      await running.stop();
    },
  };
}
export type AuditWorld = Awaited<ReturnType<typeof startAuditWorld>>;

async function scan(dynamo: DynamoDBClient, TableName: string): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  let from: Parameters<typeof rowOfItem>[0] | undefined;
  do {
    const answer = await dynamo.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) }),
    );
    rows.push(...(answer.Items ?? []).map(rowOfItem));
    from = answer.LastEvaluatedKey;
  } while (from);
  return rows;
}

/** The rows of lanes by lane, in order; register rows apart under an empty name. */
export function byLane(rows: readonly StoredRow[]): Map<string, StoredRow[]> {
  const lanes = new Map<string, StoredRow[]>();
  for (const row of rows) {
    const lane = textOf(row, 'lane').startsWith('DAY#') ? '' : textOf(row, 'lane');
    lanes.set(lane, [...(lanes.get(lane) ?? []), row]);
  }
  for (const list of lanes.values())
    list.sort((one, other) => (textOf(one, 'seq') < textOf(other, 'seq') ? -1 : 1));
  return lanes;
}
