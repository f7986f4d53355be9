import { type Answer, bodyOf, type Call, type Json, withBody } from './call.ts';
import type { Draw } from './seeded-random.ts';

interface TableKeys extends Json {
  readonly Keys: readonly Json[];
}
type RequestItems = Record<string, TableKeys>;

/** A BatchGetItem of which only a part is passed on; the rest comes back as unprocessed. */
export interface Split {
  readonly call: Call;
  /** Adds what was held back to the engine's answer. */
  complete(answer: Answer): Answer;
}

/** Holds back some keys, never all. Undefined for a call of fewer than two keys. */
export function holdBackKeys(call: Call, draw: Draw): Split | undefined {
  const body = bodyOf(call);
  const requested = (body.RequestItems ?? {}) as RequestItems;
  const every = Object.entries(requested).flatMap(([table, { Keys }]) => Keys.map((key) => ({ table, key })));
  if (every.length < 2) return undefined;
  const first = Math.floor(draw() * every.length);
  const held = new Set(
    every.filter((_, i) => i !== first && (i === (first + 1) % every.length || draw() < 0.5)),
  );

  const only = (keep: (entry: { table: string; key: Json }) => boolean): RequestItems => {
    const kept: RequestItems = {};
    for (const entry of every) {
      if (!keep(entry)) continue;
      const before = kept[entry.table]?.Keys ?? [];
      kept[entry.table] = { ...requested[entry.table], Keys: [...before, entry.key] };
    }
    return kept;
  };
  return {
    call: withBody(call, { ...body, RequestItems: only((entry) => !held.has(entry)) }),
    complete(answer) {
      if (answer.status !== 200) return answer;
      const got = bodyOf(answer);
      const UnprocessedKeys = { ...((got.UnprocessedKeys ?? {}) as RequestItems) };
      for (const [table, { Keys, ...rest }] of Object.entries(only((entry) => held.has(entry)))) {
        UnprocessedKeys[table] = { ...rest, Keys: [...(UnprocessedKeys[table]?.Keys ?? []), ...Keys] };
      }
      return withBody(answer, { ...got, UnprocessedKeys });
    },
  };
}
