import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import type { FunctionName } from '../lambda/declared/functions.ts';
import { metafileOf } from './build-functions.ts';
import { functionNames } from './names.ts';
import { bomFileName, bomOf } from './sbom/bom.ts';
import { bundledPackages } from './sbom/bundled-packages.ts';

export const repository = resolve(import.meta.dirname, '..');

/** Gives the folder of a function's bundle. */
export type BundleFolder = (name: FunctionName) => string;

/**
 * Bundles every function at the first call and answers from there on. Beside each bundle lies the list of what is in it, and is deployed
 * with it; source maps lie there as well and are left out of what is deployed.
 *
 * @param outDir gets one folder a function; what was there before is gone, for chunks of an older build would be deployed with the new
 * @throws Error when a build fails, which esbuild explains on stderr, and for a package that is not pinned
 */
export function bundleOnce(outDir: string): BundleFolder {
  let built = false;
  return (name) => {
    if (!built) {
      for (const each of functionNames) rmSync(join(outDir, each), { recursive: true, force: true });
      const program = join(import.meta.dirname, 'build-functions.ts');
      execFileSync(process.execPath, [program, resolve(outDir)], { stdio: 'inherit' });
      for (const each of functionNames) listPackages(each, join(outDir, each));
      built = true;
    }
    return join(outDir, name);
  };
}

function listPackages(name: FunctionName, folder: string): void {
  const metafile = JSON.parse(readFileSync(metafileOf(folder), 'utf8')) as Metafile;
  const bom = bomOf({ name: bomName(name), packages: bundledPackages(repository, metafile) });
  writeFileSync(join(folder, bomFileName), bom);
}

/** Patterns of what lies in a bundle's folder, wherever in it, and is not deployed. */
export const notDeployed = ['*.map'];

export const bomName = (name: FunctionName): string => `cloudfly-privacy-${name}`;
