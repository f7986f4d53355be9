import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clausesNamedIn } from '../policy/clause-count.ts';
import { clauseIds } from '../policy/clauses.ts';
import { repository, textOf } from './fences.ts';
import { type ClauseRow, clauseRows, clauseTitles } from './policy-table.ts';

const rows = clauseRows(textOf('docs/policy.md'));
/** Titles that carry ids, by file. `clauses.test.ts` tests the counting, and proves none. */
const tested = new Map(
  globSync('test/policy/*.test.{ts,tsx}', { cwd: repository })
    .filter((file) => !file.endsWith('/clauses.test.ts'))
    .map((file) => [file, clauseTitles(textOf(file))] as const),
);
const carries = (titles: readonly string[], id: string): boolean =>
  titles.some((title) => clausesNamedIn(title).includes(id));

/** What is wrong with a row, given the tests that there are. */
function faultsOf(row: ClauseRow, tests: ReadonlyMap<string, readonly string[]>): readonly string[] {
  if (row.state === 'neither') return ['says neither proven nor what is open'];
  const holders = [...tests].filter(([, titles]) => carries(titles, row.id)).map(([file]) => file);
  if (row.state === 'open') return holders.map((file) => `is called open, and ${file} tests it`);
  if (row.files.length === 0) return ['names no test'];
  return [
    ...row.files
      .filter((file) => !holders.includes(file))
      .map((file) => `${file} has no test that carries the id`),
    ...row.titles
      .filter((title) => !row.files.some((file) => tests.get(file)?.includes(title)))
      .map((title) => `no test is called "${title}"`),
  ];
}

test('every clause is listed once, in order, with its promise and what keeps it', () => {
  expect(rows.map((row) => row.id)).toEqual([...clauseIds]);
  expect(rows.filter((row) => row.promise === '' || row.kept === '')).toEqual([]);
});

test.each(rows.map((row) => [row.id, row] as const))('%s says what the tests say', (_, row) => {
  expect(faultsOf(row, tested)).toEqual([]);
});

test('a title in test/policy names clauses that there are', () => {
  const named = [...tested.values()].flat().flatMap((title) => clausesNamedIn(title));
  expect(named.filter((id) => !(clauseIds as readonly string[]).includes(id))).toEqual([]);
});

test('a page that is out of step is found', () => {
  const row = (proof: string) => clauseRows(`| P6.4 | a | b | ${proof} |`)[0] as ClauseRow;
  const tests = new Map([
    ['test/policy/one.test.ts', clauseTitles("test('P6.4, P0.1: it is so', () => {});")],
  ]);
  const proven = 'proven: test/policy/one.test.ts';
  expect(faultsOf(row(proven), tests)).toEqual([]);
  expect(faultsOf(row(`${proven} "P6.4, P0.1: it is so"`), tests)).toEqual([]);
  expect(faultsOf(row(`${proven} "P6.4: it was so"`), tests)).toHaveLength(1);
  expect(faultsOf(row('proven: test/policy/two.test.ts'), tests)).toHaveLength(1);
  expect(faultsOf(row('proven'), tests)).toEqual(['names no test']);
  expect(faultsOf(row('open: coming'), tests)).toHaveLength(1);
  expect(faultsOf(row('open: coming'), new Map())).toEqual([]);
  expect(faultsOf(row('soon'), tests)).toHaveLength(1);
});
