import { DomainError, type Issue } from '../errors.ts';
import type { Parser, Path } from './parser.ts';

/**
 * Parses one input, or one argument that stands at `path`.
 * @throws DomainError with everything that is wrong with it, not only the first.
 */
export function parseInput<T>(parser: Parser<T>, input: unknown, path: Path = []): T {
  const issues: Issue[] = [];
  const parsed = parser(input, path, issues);
  const [first, ...others] = issues;
  if (first) throw DomainError.of([first, ...others]);
  // Without issues the parser gave its type.
  return parsed as T;
}
