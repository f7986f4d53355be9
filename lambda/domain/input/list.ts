import { type Parser, refuse } from './parser.ts';

/** A list of at most `most` items; each issue's path carries the position. Absent means empty. */
export function listOf<T>(item: Parser<T>, most: number): Parser<readonly T[]> {
  return (value, path, issues) => {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) return refuse(issues, 'INVALID_FORMAT', path);
    if (value.length > most) return refuse(issues, 'TOO_LONG', path);
    const found = issues.length;
    const items = value.map((one: unknown, n) => item(one, [...path, String(n)], issues));
    // Without a new issue each item was parsed.
    return issues.length === found ? (items as T[]) : undefined;
  };
}
