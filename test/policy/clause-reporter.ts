import { dirname, relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { type ClauseCount, countClauses } from './clause-count.ts';
import { type ClauseId, clauseIds, clauses } from './clauses.ts';

const folder = import.meta.dirname;

/** Prints, at the end of a run, which clauses of the policy its tests in this folder proved, and which are still open. */
export class ClauseReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const ours = modules.filter((module) => dirname(module.moduleId) === folder);
    if (ours.length === 0) return;
    const tests = ours.flatMap((module) =>
      [...module.children.allTests()].map((test) => ({ title: test.name, state: test.result().state })),
    );
    const unread = ours.filter((module) => module.errors().length > 0);
    process.stdout.write(
      wordsOf(
        countClauses(tests),
        unread.map((module) => relative(process.cwd(), module.moduleId)),
      ),
    );
  }
}

/** @param unread files that could not be loaded: their tests are not among those counted */
export function wordsOf(count: ClauseCount, unread: readonly string[]): string {
  const each = (what: string, ids: readonly ClauseId[]) =>
    ids.map((id) => `  ${what.padEnd(9)}${id}  ${clauses[id]}\n`);
  const all = (what: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`  ${what.padEnd(9)}${names.join(' ')}\n`];
  return [
    `\nPolicy: ${count.proven.length} of ${clauseIds.length} clauses proven by passing tests.\n`,
    ...each('proven', count.proven),
    ...each('broken', count.broken),
    ...all('open', count.open),
    ...all('no such', count.unknown),
    ...all('unread', unread),
  ].join('');
}
