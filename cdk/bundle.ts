import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFileName, bundling } from '../lambda/declared/bundling.ts';
import { type FunctionName, functions } from '../lambda/declared/functions.ts';
import { functionNames } from './names.ts';

export const repository = resolve(import.meta.dirname, '..');

/** Gives the folder of a function's bundle. */
export type BundleFolder = (name: FunctionName) => string;

/**
 * Bundles every function at the first call, in one pass, and answers from there on. Source maps lie beside the bundles and
 * are left out of what is deployed.
 *
 * @param outDir gets one folder a function
 * @throws esbuild's BuildFailure
 */
export function bundleOnce(outDir: string): BundleFolder {
  let built = false;
  return (name) => {
    if (!built) {
      const [stem, extension] = bundleFileName.split('.');
      buildSync({
        ...bundling,
        absWorkingDir: repository,
        entryPoints: functionNames.map((each) => ({
          in: functions[each].entry,
          out: join(each, stem as string),
        })),
        outdir: outDir,
        outExtension: { '.js': `.${extension}` },
        logLevel: 'error',
      });
      built = true;
    }
    return join(outDir, name);
  };
}
