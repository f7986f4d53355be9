import type { Verdict } from './judge.ts';
import type { Result } from './results.ts';
import { folderOf } from './sample.ts';

const verdicts = ['killed', 'timeout', 'survived', 'no coverage'] as const satisfies readonly Verdict[];

/** Of a folder's mutants, in Markdown; the score is what was noticed of all that were tried. */
function row(name: string, results: readonly Result[]): string {
  const counts = verdicts.map((verdict) => results.filter((result) => result.verdict === verdict).length);
  return `| ${[name, results.length, ...counts, `${scoreOf(results).toFixed(1)} %`].join(' | ')} |`;
}

const noticedOf = (results: readonly Result[]): number =>
  results.filter(({ verdict }) => verdict === 'killed' || verdict === 'timeout').length;

/** What was noticed of all that were tried, in percent. */
export const scoreOf = (results: readonly Result[]): number =>
  (100 * noticedOf(results)) / Math.max(1, results.length);

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

/** Between which shares of all mutants the score of a sample of them lies with 95 % (Wilson), in percent. */
export function interval(noticed: number, tried: number): readonly [number, number] {
  const z = 1.96;
  const share = noticed / tried;
  const middle = share + z ** 2 / (2 * tried);
  const spread = z * Math.sqrt((share * (1 - share)) / tried + z ** 2 / (4 * tried ** 2));
  const percent = (value: number) => Math.max(0, Math.round((1000 * value) / (1 + z ** 2 / tried))) / 10;
  return [percent(middle - spread), percent(middle + spread)];
}

/** What a sample of all says of all. */
export function estimate(results: readonly Result[]): string {
  const noticed = noticedOf(results);
  const [from, to] = interval(noticed, results.length);
  return `${noticed} of ${results.length} noticed: of all mutants between ${from} and ${to} % with 95 %.`;
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
