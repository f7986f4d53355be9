import { setTimeout as pauseFor } from 'node:timers/promises';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../domain/audit/row.ts';
import { textOf } from '../domain/audit/stored-row.ts';
import { DomainError } from '../domain/errors.ts';
import type { Commit, Write } from '../domain/ports/commit.ts';
import type { Log } from '../domain/ports/log.ts';
import { putAuditRow } from './audit-item.ts';
import type { LaneRows } from './audit-lane-rows.ts';
import type { AuditChain, TakenLane } from './audit-lanes.ts';
import { type TransactDeps, transactOnce } from './transact-once.ts';

export interface CommitDeps extends Omit<TransactDeps, 'pause'> {
  readonly auditChain: AuditChain;
  readonly log: Log;
  readonly pause?: TransactDeps['pause'];
}

/** DynamoDB's limit of one transaction. */
const mostItems = 100;
/** A lane that is not open yet adds its register row and its first row. */
const openingItems = 2;
/** A transaction moves to another lane at most so often. */
const mostLanes = 3;

/**
 * Writes and their audit rows in one transaction. Entries without writes may be more than fit one: they then go in several, each
 * whole, and the caller's values leave only after the last.
 */
export function createCommit(given: CommitDeps): Commit {
  const deps = { ...given, pause: given.pause ?? pauseFor };
  return async (writes, audit) => {
    if (writes.length + audit.length === 0) return;
    if (audit.length === 0) return commitOn(deps, undefined, writes, []);
    const most = mostItems - openingItems - writes.length;
    if (writes.length > 0 && audit.length > most)
      throw new RangeError('A transaction has more rows than DynamoDB takes at once.');
    for (let from = 0; from < audit.length; from += most) {
      const taken = await deps.auditChain.take();
      try {
        await commitOn(deps, taken, writes, audit.slice(from, from + most));
      } finally {
        taken.release();
      }
    }
  };
}

type Deps = CommitDeps & TransactDeps;

async function commitOn(
  deps: Deps,
  taken: TakenLane | undefined,
  writes: readonly Write[],
  entries: readonly AuditEntry[],
): Promise<void> {
  for (let lanes = 0; lanes < mostLanes; lanes++) {
    const chained = await taken?.rowsOf(entries);
    const puts = chained?.rows.map((row) => putAuditRow(deps.auditChain.tableName, row)) ?? [];
    const items = [...writes.map((write) => write.item as TransactWriteItem), ...puts];
    const outcome = await transactOnce(deps, items);
    const isOurs = outcome.kind === 'REFUSED' && standsAlready(chained, writes.length, outcome.items);
    if (outcome.kind === 'DONE' || isOurs) {
      if (chained) taken?.advance(chained.head);
      return;
    }
    if (outcome.kind === 'BUSY') throw unavailable();
    if (outcome.kind === 'UNKNOWN') {
      abandon(deps, taken);
      throw unavailable();
    }
    const isAstray = outcome.items.some(({ position }) => position >= writes.length);
    if (!isAstray) throw refusalOf(writes, outcome.items[0]?.position ?? 0);
    // The place in the lane is taken: an earlier transaction, given up as not written, was written after all.
    abandon(deps, taken);
  }
  throw unavailable();
}

/**
 * Whether the row that stands in the way is this transaction's own: an earlier try took effect and its answer was lost. All of
 * it is written then, for a transaction is written whole.
 */
function standsAlready(
  chained: LaneRows | undefined,
  writes: number,
  refused: readonly { position: number; hash: string | undefined }[],
): boolean {
  return refused.some(({ position, hash }) => {
    const row = chained?.rows[position - writes];
    return row !== undefined && hash !== undefined && hash === textOf(row, 'hash');
  });
}

function abandon(deps: Deps, taken: TakenLane | undefined): void {
  if (!taken) return;
  deps.log.warn('audit_lane_abandoned', { lane: taken.lane });
  taken.abandon();
}

function refusalOf(writes: readonly Write[], position: number): DomainError {
  const write = writes[position];
  const wait = write?.retryAfterSeconds;
  const options = wait === undefined ? {} : { retryAfterSeconds: wait };
  return new DomainError(write?.refusal ?? 'STALE_REVISION', write?.refusalPath, options);
}

function unavailable(): DomainError {
  return new DomainError('TEMPORARILY_UNAVAILABLE', [], { retryAfterSeconds: 2 });
}
