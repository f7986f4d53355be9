import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { bundlingOf } from '../lambda/declared/bundling.ts';
import { type FunctionName, functions } from '../lambda/declared/functions.ts';
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
 * @throws esbuild's BuildFailure; Error for a package that is not pinned
 */
export function bundleOnce(outDir: string): BundleFolder {
  let built = false;
  return (name) => {
    if (!built) {
      for (const each of functionNames) bundleFunction(each, join(outDir, each));
      built = true;
    }
    return join(outDir, name);
  };
}

function bundleFunction(name: FunctionName, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = buildFunction(name, folder);
  const bom = bomOf({ name: bomName(name), packages: bundledPackages(repository, metafile) });
  writeFileSync(join(folder, bomFileName), bom);
  writeFileSync(metafileOf(folder), JSON.stringify(metafile));
}

/** Patterns of what lies in a bundle's folder, wherever in it, and is not deployed. */
export const notDeployed = ['*.map'];

/** Where esbuild's own account of a bundle lies: beside its folder, for it is not deployed. */
export const metafileOf = (folder: string): string => `${folder}.meta.json`;

/** Bundles one function into a folder, or only finds out what would be in it. */
export const buildFunction = (name: FunctionName, folder: string, { write = true } = {}) =>
  buildSync({
    ...bundlingOf(functions[name].entry, folder),
    absWorkingDir: repository,
    metafile: true,
    write,
    logLevel: 'error',
  });

export const bomName = (name: FunctionName): string => `cloudfly-privacy-${name}`;
