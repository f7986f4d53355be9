import { dirname, relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { type ClauseCount, countClauses } from './clause-count.ts';
import { clauseIds } from './clauses.ts';

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
  const line = (what: string, ids: readonly string[]) =>
    ids.length === 0 ? '' : `  ${what.padEnd(9)}${ids.join(' ')}\n`;
  return [
    `\nPolicy: ${count.proven.length} of ${clauseIds.length} clauses proven by passing tests.\n`,
    line('proven', count.proven),
    line('broken', count.broken),
    line('open', count.open),
    line('no such', count.unknown),
    line('unread', unread),
  ].join('');
}
