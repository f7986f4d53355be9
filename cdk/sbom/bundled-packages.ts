import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** A package of which something is in a bundle. */
export interface BundledPackage {
  /** Where npm put it, which is its key in the lock: a name may be there in several versions. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as its own package.json has it. */
  readonly licence: string;
  /** Subresource integrity of its archive, as the lock pins it: the algorithm, a hyphen, the digest in Base64. */
  readonly integrity: string;
}

interface LockEntry {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

/** What the lock pins, by path. */
export const lockedPackages = (repository: string): Readonly<Record<string, LockEntry>> =>
  JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')).packages;

const installed = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * The packages whose code is in a build's files, by path in order. One that was read but of which nothing was left is none of them.
 *
 * @throws Error for a package that the lock does not pin, or that says nothing of its licence
 */
export function bundledPackages(repository: string, metafile: Metafile): readonly BundledPackage[] {
  const locked = lockedPackages(repository);
  return pathsIn(metafile).map((path) => {
    const { version, integrity } = locked[path] ?? {};
    const manifest = JSON.parse(readFileSync(join(repository, path, 'package.json'), 'utf8'));
    if (!version || !integrity) throw new Error(`${path} is bundled, but not pinned in package-lock.json`);
    if (typeof manifest.license !== 'string') throw new Error(`${path} does not say its licence`);
    return { path, name: manifest.name, version, licence: manifest.license, integrity };
  });
}

function pathsIn(metafile: Metafile): readonly string[] {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const left = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const paths = new Set(left.map(([file]) => installed.exec(file)?.[1]));
  return [...paths].filter((path) => path !== undefined).sort((a, b) => (a < b ? -1 : 1));
}
