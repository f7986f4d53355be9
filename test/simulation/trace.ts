import { createHash } from 'node:crypto';
import { time } from './virtual-time.ts';

/** What happened in a run, in order: the same for the same seed. No value of a person is in it. */
export interface Trace {
  readonly lines: readonly string[];
  note(what: string): void;
  digest(): string;
}

export function openTrace(): Trace {
  const lines: string[] = [];
  return {
    lines,
    note: (what) => void lines.push(`${new Date(time.now()).toISOString().slice(5, 23)} ${what}`),
    digest: () => createHash('sha256').update(lines.join('\n')).digest('hex'),
  };
}
