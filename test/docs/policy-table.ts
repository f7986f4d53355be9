/** A row of the tables in `docs/policy.md`. */
export interface ClauseRow {
  readonly id: string;
  readonly promise: string;
  readonly kept: string;
  readonly state: 'proven' | 'open' | 'neither';
  /** Test files it names. */
  readonly files: readonly string[];
  /** Titles it names, in double quotes. */
  readonly titles: readonly string[];
}

export function clauseRows(text: string): readonly ClauseRow[] {
  return [...text.matchAll(/^\| *(P\d+\.\d+) *\|([^|]*)\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, id = '', promise = '', kept = '', proof = '']) => ({
      id,
      promise: promise.trim(),
      kept: kept.trim(),
      state: stateOf(proof.trim()),
      files: [...proof.matchAll(/test\/policy\/[\w.-]+\.test\.tsx?/g)].map(([file]) => file),
      titles: [...proof.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title),
    }),
  );
}

function stateOf(proof: string): ClauseRow['state'] {
  if (proof.startsWith('proven')) return 'proven';
  return /^open: ./.test(proof) ? 'open' : 'neither';
}

/** Titles of tests in a file's text that begin with a clause's id. */
export function clauseTitles(source: string): readonly string[] {
  return [...source.matchAll(/(['"`])(P\d+\.\d+(?:, ?P\d+\.\d+)*: (?:(?!\1).)*)\1/g)].map(
    ([, , title = '']) => title,
  );
}
