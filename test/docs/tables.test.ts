import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { repository, textOf } from './fences.ts';

/** Kinds of rows as the stores parse or put them. */
function kindsIn(source: string): readonly string[] {
  const parsed = [...source.matchAll(/\bkind: z\.literal\('([A-Z_]+)'\)/g)];
  const put = [...source.matchAll(/\bsk\b[^{}]*\bkind: '([A-Z_]+)'|':kind': '([A-Z_]+)'/g)];
  return [...parsed, ...put].map(([, kind, updated]) => kind ?? updated ?? '');
}

test('the page on architecture tells of every kind of row', () => {
  const files = globSync('lambda/store/*.ts', { cwd: repository });
  const kinds = new Set(files.flatMap((file) => kindsIn(textOf(file))));
  expect(kinds.size).toBeGreaterThan(20);
  const page = textOf('docs/architecture.md');
  expect([...kinds].filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
});
