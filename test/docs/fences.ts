import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');

/** Pages of the documentation, relative to the repository. What begins with an underscore is a draft. */
export const pages: readonly string[] = [
  'README.md',
  ...globSync('docs/**/[!_]*.md', { cwd: repository }).sort(),
].filter((page) => readable(page) !== undefined);

export const textOf = (page: string): string => readable(page) ?? '';

function readable(page: string): string | undefined {
  try {
    return readFileSync(join(repository, page), 'utf8');
  } catch {
    return undefined;
  }
}

/** A fenced block: its language, what stands behind it on the opening line, its text, and where it begins. */
export interface Fence {
  readonly where: string;
  readonly language: string;
  readonly info: string;
  readonly text: string;
}

export function fencesOf(page: string, text = textOf(page)): readonly Fence[] {
  return [...text.matchAll(/^```(\w+)[ \t]*(.*)\n([\s\S]*?)^```[ \t]*$/gm)].map((match) => ({
    where: `${page}:${text.slice(0, match.index).split('\n').length}`,
    language: match[1] ?? '',
    info: (match[2] ?? '').trim(),
    text: match[3] ?? '',
  }));
}
