import { textTable } from '../bench/text-table.ts';
import type { Answer } from '../harness/ask.ts';

/** What was measured as callers saw it. */
export interface Tally {
  /** Milliseconds from a caller's first try to the answer that it went away with. */
  took(operation: string, milliseconds: number): void;
  /** An answer, or none, and what it says against what was asked. */
  saw(codes: readonly string[]): void;
  /** Tries, each of one call. */
  count(): number;
  latencies(): string;
  codes(): string;
}

export function openTally(): Tally {
  const times = new Map<string, number[]>();
  const seen = new Map<string, number>();
  return {
    took(operation, milliseconds) {
      const known = times.get(operation);
      if (known) known.push(milliseconds);
      else times.set(operation, [milliseconds]);
    },
    saw(codes) {
      for (const code of codes) seen.set(code, (seen.get(code) ?? 0) + 1);
    },
    count: () => [...times.values()].reduce((sum, own) => sum + own.length, 0),
    latencies: () =>
      textTable(
        ['operation', 'calls', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms'],
        [...times]
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([operation, own]) => {
            const sorted = own.toSorted((one, other) => one - other);
            const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
            const shown = [at(0.5), at(0.95), at(0.99), at(1)].map((ms) => ms.toFixed(0));
            return [operation, String(own.length), ...shown];
          }),
        1,
      ),
    codes: () =>
      textTable(
        ['answer', 'times'],
        [...seen].toSorted(([, one], [, other]) => other - one).map(([code, times]) => [code, String(times)]),
        1,
      ),
  };
}

/** Codes of an answer, top-level errors and what a mutation says against its input. */
export function codesIn({ errors, data }: Pick<Answer, 'errors' | 'data'>): readonly string[] {
  const payloads = Object.values((data ?? {}) as Record<string, { errors?: { code: string }[] } | null>);
  const own = payloads.flatMap((payload) => (Array.isArray(payload?.errors) ? payload.errors : []));
  return [...errors.map(({ extensions }) => String(extensions.code)), ...own.map(({ code }) => code)];
}
