/**
 * `node cdk/build-functions.ts <folder>`: bundles every function into a folder of its name, esbuild's account of it beside that. A program
 * of its own, for the construct tree is built in one go, and esbuild's plugins cannot be.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundlingOf } from '../lambda/declared/bundling.ts';
import { type FunctionName, functions } from '../lambda/declared/functions.ts';
import { leanBundle } from './lean-bundle.ts';
import { functionNames } from './names.ts';

const repository = resolve(import.meta.dirname, '..');

/** Bundles one function into a folder, or only finds out what would be in it. */
export const buildFunction = (name: FunctionName, folder: string, { write = true } = {}) =>
  build({
    ...bundlingOf(functions[name].entry, folder),
    plugins: [leanBundle(functions[name].entry)],
    absWorkingDir: repository,
    metafile: true,
    write,
    logLevel: 'error',
  });

/** Where esbuild's own account of a bundle lies: beside its folder, for it is not deployed. */
export const metafileOf = (folder: string): string => `${folder}.meta.json`;

if (import.meta.main) {
  const outDir = resolve(process.argv[2] ?? '');
  mkdirSync(outDir, { recursive: true });
  const built = functionNames.map(async (name) => {
    const folder = join(outDir, name);
    const { metafile } = await buildFunction(name, folder);
    writeFileSync(metafileOf(folder), JSON.stringify(metafile));
  });
  await Promise.all(built);
}
