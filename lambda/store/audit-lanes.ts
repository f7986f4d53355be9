import { limits } from '../declared/limits.ts';
import type { LaneClaim } from '../domain/audit/lane-opening.ts';
import type { AuditEntry } from '../domain/audit/row.ts';
import type { Now } from '../domain/ports/now.ts';
import type { Random } from '../domain/ports/random.ts';
import { milliseconds } from '../domain/span.ts';
import { type AuditKeys, type LaneHead, type LaneRows, rowsBehind } from './audit-lane-rows.ts';

/** A lane that one transaction has to itself until it lets go. */
export interface TakenLane {
  /** The lane it is now; another one after `abandon`. */
  readonly lane: string;
  /** The rows of these entries behind the lane's head; a lane not known to exist is opened with them. Changes nothing. */
  rowsOf(entries: readonly AuditEntry[]): Promise<LaneRows>;
  /** Rows are in the table for certain. */
  advance(head: LaneHead): void;
  /** It is not known what the table holds behind the head. A new lane takes its place and will say so. */
  abandon(): void;
  release(): void;
}

/** The lanes of hash chains that this process writes. */
export interface AuditChain {
  readonly tableName: string;
  /** Waits while every lane is taken; first come, first served. */
  take(): Promise<TakenLane>;
}

export interface AuditChainDeps {
  readonly auditKeys: AuditKeys;
  readonly tableName: string;
  readonly now: Now;
  readonly random: Random;
}

interface Slot {
  head: LaneHead;
  openedAt: number;
  claims: readonly LaneClaim[];
}

/** Lanes of which nothing is known are named by the next one only so many at a time: an outage must not grow a row. */
const mostDoubtfulClaims = 8;

/** Holds `limits.auditLanes` lanes, each opened by the first transaction that takes it and left after `limits.auditLaneHours`. */
export function createAuditChain(deps: AuditChainDeps): AuditChain {
  const slots = Array.from({ length: limits.auditLanes }, () => emptySlot(deps.random.id(), []));
  // Last in, first out: open lanes are used before new ones are opened.
  const free = [...slots];
  const waiting: ((slot: Slot) => void)[] = [];
  const release = (slot: Slot) => {
    const next = waiting.shift();
    if (next) next(slot);
    else free.push(slot);
  };
  return {
    tableName: deps.tableName,
    take: async () => {
      const slot = free.pop() ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)));
      return takenLane(deps, slot, () => release(slot));
    },
  };
}

function takenLane(deps: AuditChainDeps, slot: Slot, release: () => void): TakenLane {
  return {
    get lane() {
      return slot.head.lane;
    },
    rowsOf: async (entries) => {
      const at = deps.now();
      if (slot.head.seq > 0 && at.getTime() - slot.openedAt >= milliseconds({ hours: limits.auditLaneHours }))
        leave(slot, 'ROTATED', deps.random);
      if (slot.head.seq === 0) slot.openedAt = at.getTime();
      return rowsBehind(deps, slot.head, slot.claims, entries, at);
    },
    advance: (head) => {
      slot.head = head;
      slot.claims = [];
    },
    abandon: () => leave(slot, 'ABANDONED', deps.random),
    release,
  };
}

function leave(slot: Slot, why: LaneClaim['why'], random: Random): void {
  const claims = [...slot.claims, { why, ...slot.head }];
  const doubtful = claims.filter((claim) => claim.seq === 0).slice(-mostDoubtfulClaims);
  const known = claims.filter((claim) => claim.seq > 0);
  Object.assign(slot, emptySlot(random.id(), [...known, ...doubtful]));
}

function emptySlot(lane: string, claims: readonly LaneClaim[]): Slot {
  return { head: { lane, seq: 0, hash: '' }, openedAt: 0, claims };
}
