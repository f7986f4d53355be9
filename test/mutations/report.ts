import type { Verdict } from './judge.ts';
import type { Result } from './results.ts';
import { folderOf } from './sample.ts';

const verdicts = ['killed', 'timeout', 'survived', 'no coverage'] as const satisfies readonly Verdict[];

/** Of a folder's mutants, in Markdown; the score is what was noticed of all that were tried. */
function row(name: string, results: readonly Result[]): string {
  const counts = verdicts.map((verdict) => results.filter((result) => result.verdict === verdict).length);
  const [killed = 0, timeout = 0] = counts;
  const score = ((100 * (killed + timeout)) / results.length).toFixed(1);
  return `| ${[name, results.length, ...counts, `${score} %`].join(' | ')} |`;
}

/** A table with a row for each folder and one for all. */
export function table(results: readonly Result[]): string {
  const byFolder = [...Map.groupBy(results, ({ source }) => folderOf(source))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return [
    '| folder | mutants | killed | timeouts | survived | no coverage | score |',
    '|---|---|---|---|---|---|---|',
    ...byFolder.map(([folder, some]) => row(`\`${folder}\``, some)),
    row('all', results),
  ].join('\n');
}

const code = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

/** Every mutant that no test noticed: where, what stood there, what stood there instead. */
export const survivors = (results: readonly Result[]): string =>
  results
    .filter(({ verdict }) => verdict === 'survived' || verdict === 'no coverage')
    .sort((a, b) => (a.source === b.source ? a.line - b.line : a.source < b.source ? -1 : 1))
    .map(
      ({ source, line, index, mutator, verdict, tried, original, replacement }) =>
        `### ${source}:${line}\n\nNumber ${index}, ${mutator}: ${verdict}, ${tried} test files.\n\n${code(original)}\n\nbecame\n\n${code(replacement)}\n`,
    )
    .join('\n');
