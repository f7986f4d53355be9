import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { leanBundle } from '../../cdk/lean-bundle.ts';
import { bundleFileName, bundlingOf } from '../../lambda/declared/bundling.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';

const repository = resolve(import.meta.dirname, '../..');

/**
 * Bundles entry points as they are deployed.
 *
 * @param entries absolute path of each entry point, by function name
 * @param outDir gets one folder a function
 * @param changes of the build, where it is not to be deployed
 * @returns absolute path of each bundle, by function name
 * @throws esbuild's BuildFailure
 */
export async function bundleEntries<Name extends string>(
  entries: Readonly<Partial<Record<Name, string>>>,
  outDir: string,
  changes: Pick<BuildOptions, 'sourcemap'> = {},
): Promise<Partial<Record<Name, string>>> {
  const names = Object.keys(entries) as Name[];
  const builds = names.map((name) =>
    build({
      ...bundlingOf(entries[name] as string, join(resolve(outDir), name)),
      plugins: [leanBundle(entries[name] as string)],
      absWorkingDir: repository,
      logLevel: 'error',
      ...changes,
    }),
  );
  await Promise.all(builds);
  return Object.fromEntries(
    names.map((name) => [name, join(resolve(outDir), name, bundleFileName)]),
  ) as Partial<Record<Name, string>>;
}

/** Bundles the declared functions, or those named; one whose entry point does not exist is left out of the answer. */
export async function bundleFunctions(options: {
  readonly outDir: string;
  readonly names?: readonly FunctionName[];
  /** Folder that entries are relative to; this repository unless told. */
  readonly root?: string;
  /** Whether bundles name their source maps: an instance that reads them starts slower. Default true. */
  readonly linkMaps?: boolean;
}): Promise<Partial<Record<FunctionName, string>>> {
  const entries: Partial<Record<FunctionName, string>> = {};
  for (const name of options.names ?? (Object.keys(functions) as FunctionName[])) {
    const entry = join(options.root ?? repository, functions[name].entry);
    if (existsSync(entry)) entries[name] = entry;
  }
  return bundleEntries(entries, options.outDir, options.linkMaps === false ? { sourcemap: 'external' } : {});
}
