import { DomainError, type Issue } from '../../../lambda/domain/errors.ts';
import { parseInput } from '../../../lambda/domain/input/collect-issues.ts';
import type { Parser } from '../../../lambda/domain/input/parser.ts';

/** What a parser gives at the path `field`, or what is wrong: `CODE field.path`. Anything but a DomainError is thrown on. */
export function parseOrIssues<T>(parser: Parser<T>, value: unknown): T | string[] {
  return orIssues(() => parseInput(parser, value, ['field']));
}

/** What a call gives, or its issues. */
export function orIssues<T>(call: () => T): T | string[] {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.issues.map(({ code, path }: Issue) => [code, path.join('.')].join(' '));
  }
}
