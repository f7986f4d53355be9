import { type Answer, bodyOf, type Call, type Json, withBody } from './call.ts';
import type { Injected, UnkindRates } from './rates.ts';
import type { Draw } from './seeded-random.ts';

type StreamRecord = Json & { readonly dynamodb?: { readonly Keys?: Json } };

const itemOf = (record: StreamRecord): string => {
  const keys = Object.entries(record.dynamodb?.Keys ?? {});
  return JSON.stringify(keys.sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** Interleaves anew; records of one item stay in their order. */
function reorder(records: readonly StreamRecord[], draw: Draw): StreamRecord[] {
  const queues = [...Map.groupBy(records, itemOf).values()];
  const mixed: StreamRecord[] = [];
  while (queues.length > 0) {
    const at = Math.floor(draw() * queues.length);
    const next = queues[at]?.shift();
    if (next) mixed.push(next);
    if (queues[at]?.length === 0) queues.splice(at, 1);
  }
  return mixed;
}

/**
 * Makes GetRecords deliver at least once rather than exactly once, and in order by item rather than at all. A record may
 * come twice in one answer, or again at the head of a later one, but never after a newer record of its item.
 */
export function unkindRecords() {
  /** By iterator that will continue it: the last answer's newest record of each item. */
  const earlier = new Map<string, readonly StreamRecord[]>();

  return (
    call: Call,
    answer: Answer,
    rates: UnkindRates,
    draw: Draw,
    count: (what: Injected) => void,
  ): Answer => {
    if (answer.status !== 200) return answer;
    const iterator = String(bodyOf(call).ShardIterator);
    const body = bodyOf(answer);
    const fresh = (body.Records ?? []) as StreamRecord[];
    const repeats = () => {
      const again = draw() < (rates.repeatRecords ?? 0);
      if (again) count('repeatRecords');
      return again;
    };

    const before = earlier.get(iterator) ?? [];
    earlier.delete(iterator);
    const again = fresh.length > 0 ? before.filter(repeats) : [];
    let records = [...again, ...fresh.flatMap((record) => (repeats() ? [record, record] : [record]))];
    if (records.length > 1 && draw() < (rates.reorderRecords ?? 0)) {
      records = reorder(records, draw);
      count('reorderRecords');
    }
    if (typeof body.NextShardIterator === 'string') {
      const newest = [...new Map(fresh.map((record) => [itemOf(record), record])).values()];
      earlier.set(body.NextShardIterator, fresh.length > 0 ? newest : before);
    }
    return withBody(answer, { ...body, Records: records });
  };
}
