import type { Issue } from '../errors.ts';
import type { Path } from './parser.ts';
import { readText } from './text.ts';

/** A typed number as people write it, without the spaces, dots and dashes between its parts, in capitals. */
export function readCompact(value: unknown, path: Path, issues: Issue[]): string | undefined {
  return readText(value, path, issues)
    ?.replace(/[ .\p{Pd}]+/gu, '')
    .toUpperCase();
}
