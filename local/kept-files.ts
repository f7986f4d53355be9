import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Named bytes that a local endpoint keeps. Names are relative paths with `/`; calls are synchronous, so each is whole. */
export interface KeptFiles {
  write(name: string, content: Uint8Array | string): void;
  /** The content, or undefined when nothing has that name. */
  read(name: string): Buffer | undefined;
  remove(name: string): void;
  /** Every name, sorted. */
  names(): string[];
}

const unfinished = '.unfinished';
const byCodeUnits = (one: string, other: string) => (one < other ? -1 : 1);

/**
 * Keeps files under a folder, readable by its owner alone, or in memory when no folder is given. A file is written
 * beside its place and moved there, so that a killed process leaves the old one or the new one.
 */
export function keepFiles(directory: string | undefined): KeptFiles {
  if (directory === undefined) return inMemory();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return {
    write(name, content) {
      const path = join(directory, name);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileSync(path + unfinished, content, { mode: 0o600 });
      renameSync(path + unfinished, path);
    },
    read(name) {
      try {
        return readFileSync(join(directory, name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    remove: (name) => rmSync(join(directory, name), { force: true }),
    names: () =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith(unfinished))
        .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
        .sort(byCodeUnits),
  };
}

function inMemory(): KeptFiles {
  const files = new Map<string, Buffer>();
  return {
    write: (name, content) => void files.set(name, Buffer.from(content as Uint8Array)),
    read: (name) => files.get(name),
    remove: (name) => void files.delete(name),
    names: () => [...files.keys()].sort(byCodeUnits),
  };
}
