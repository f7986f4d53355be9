import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { pages, repository, textOf } from './fences.ts';

/** Files of this repository that a page names: targets of its links, and paths between code marks. */
function filesNamedIn(page: string, text: string): readonly string[] {
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) =>
    join(dirname(page), target),
  );
  const paths = [...text.matchAll(/`((?:lambda|schema|cdk|local|test|policy|docs)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );
  return [...new Set([...links, ...paths])];
}

test.each(pages)('%s names only files that there are', (page) => {
  const lost = filesNamedIn(page, textOf(page)).filter((file) => !existsSync(join(repository, file)));
  expect(lost).toEqual([]);
});

test('files are found in links and between code marks', () => {
  const text =
    'See [this](../a/b.md#c), [that](https://example.com/x) and `lambda/nowhere.ts`; not `npm test`.';
  expect(filesNamedIn('docs/page.md', text)).toEqual(['a/b.md', 'lambda/nowhere.ts']);
});
