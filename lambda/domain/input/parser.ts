import type { ErrorCode, Issue } from '../errors.ts';

/** Where a value stands, from the `input` argument down; positions in lists are written as digits. */
export type Path = readonly string[];

/**
 * Takes a value from outside and gives it back normalised. What is wrong with it goes into `issues` with its path, and the answer is
 * undefined: so one pass tells everything that is wrong. A parser never throws, and no issue carries a part of the value.
 */
export type Parser<T> = (value: unknown, path: Path, issues: Issue[]) => T | undefined;

/** What a parser gives. */
export type Parsed<P> = P extends Parser<infer T> ? T : never;

/** Notes an issue; what the parser returns then. */
export function refuse(issues: Issue[], code: ErrorCode, path: Path): undefined {
  issues.push({ code, path });
  return undefined;
}

/** Nothing was said: absent, null, or a string of nothing but white space. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
