import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What a build was made of: enough to know that another one would come out the same. */
interface Stamp {
  /** SHA-256 by path, of our own sources. */
  readonly sources: Readonly<Record<string, string>>;
  /** Version by folder, of each package that went in. */
  readonly packages: Readonly<Record<string, string>>;
}

const stampFile = (outDir: string) => `${outDir}.stamp.json`;

/** Whether the output there was made of what is here now. */
export function isUpToDate(root: string, outDir: string): boolean {
  if (!existsSync(join(outDir, 'index.html')) || !existsSync(stampFile(outDir))) return false;
  const { sources, packages } = JSON.parse(readFileSync(stampFile(outDir), 'utf8')) as Stamp;
  return (
    Object.entries(sources).every(([file, digest]) => digestOf(join(root, file)) === digest) &&
    Object.entries(packages).every(([folder, version]) => versionOf(join(root, folder)) === version)
  );
}

/** Notes what an output was made of, beside it. `inputs` are paths. */
export function writeStamp(root: string, outDir: string, inputs: readonly string[]): void {
  const sources: Record<string, string> = {};
  const packages: Record<string, string> = {};
  for (const input of inputs) {
    const path = relative(root, input).split(sep).join('/');
    const folder = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0];
    if (folder === undefined) sources[path] = digestOf(join(root, path)) ?? '';
    else packages[folder] ??= versionOf(join(root, folder)) ?? '';
  }
  writeFileSync(stampFile(outDir), JSON.stringify({ sources, packages } satisfies Stamp));
}

function digestOf(file: string): string | undefined {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : undefined;
}

function versionOf(folder: string): string | undefined {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) ? String(JSON.parse(readFileSync(manifest, 'utf8')).version) : undefined;
}
