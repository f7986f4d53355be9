import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installApart } from '../harness/install-apart.ts';

/** One change of one expression or block. */
export interface Mutant {
  /** Of this run only. */
  readonly id: string;
  /** Path of its source, relative to the repository. */
  readonly source: string;
  /** Which of its source's mutants, from 0: the same for as long as the source is. */
  readonly index: number;
  /** From 1. */
  readonly line: number;
  readonly mutator: string;
  readonly original: string;
  readonly replacement: string;
}

interface Place {
  /** From 0, both. */
  readonly line: number;
  readonly column: number;
}

interface Made {
  readonly files: readonly { readonly name: string; readonly content: string }[];
  readonly mutants: readonly {
    readonly id: string;
    readonly fileName: string;
    readonly location: { readonly start: Place; readonly end: Place };
    readonly mutatorName: string;
    readonly replacement: string;
  }[];
}

interface Instrumenter {
  instrument(files: readonly object[], options: object): Promise<Made>;
}

const stryker = join(import.meta.dirname, 'stryker');
const silent = new Proxy({}, { get: (_, name) => () => (String(name).startsWith('is') ? false : undefined) });

/**
 * Puts every mutant that Stryker makes of the sources into them, asleep. All of Stryker's mutators.
 * @param sources paths relative to `root`
 * @returns the sources' new text by path, and the mutants
 */
export async function instrument(root: string, sources: readonly string[]) {
  installApart(stryker);
  const path = join(stryker, 'node_modules/@stryker-mutator/instrumenter/dist/src/index.js');
  const made = (await import(pathToFileURL(path).href)) as {
    Instrumenter: new (log: object) => Instrumenter;
  };
  const texts = new Map(sources.map((source) => [source, readFileSync(join(root, source), 'utf8')]));
  const { files, mutants } = await new made.Instrumenter(silent).instrument(
    [...texts].map(([name, content]) => ({ name, mutate: true, content })),
    { plugins: null, excludedMutations: [], ignorers: [], noHeader: false },
  );
  const counts = new Map<string, number>();
  const indexOf = (source: string) => {
    const index = counts.get(source) ?? 0;
    counts.set(source, index + 1);
    return index;
  };
  return {
    texts: new Map(files.map(({ name, content }) => [name, content])),
    mutants: mutants.map(
      ({ id, fileName, location, mutatorName, replacement }): Mutant => ({
        id,
        source: fileName,
        index: indexOf(fileName),
        line: location.start.line + 1,
        mutator: mutatorName,
        original: between(texts.get(fileName) ?? '', location.start, location.end),
        replacement,
      }),
    ),
  };
}

function between(text: string, start: Place, end: Place): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  lines[last] = (lines[last] ?? '').slice(0, end.column);
  lines[0] = (lines[0] ?? '').slice(start.column);
  return lines.join('\n');
}
