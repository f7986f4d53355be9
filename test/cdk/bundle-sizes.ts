import type { Metafile } from 'esbuild';

/** Bytes of a build's files: `atStart`, what is read and compiled before the first event; `whole`, with what is imported late. */
export interface BundleSizes {
  readonly atStart: number;
  readonly whole: number;
}

/** Sizes of a build of one entry point, source maps aside. */
export function bundleSizes({ outputs }: Metafile): BundleSizes {
  const code = Object.entries(outputs).filter(([path]) => !path.endsWith('.map'));
  const started = new Set<string>();
  const start = (path: string): void => {
    const output = outputs[path];
    if (!output || started.has(path)) return;
    started.add(path);
    for (const { path: imported, kind } of output.imports) if (kind !== 'dynamic-import') start(imported);
  };
  for (const [path, { entryPoint }] of code)
    if (entryPoint !== undefined && path.endsWith('index.mjs')) start(path);
  const bytesOf = (paths: readonly string[]) =>
    paths.reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  return { atStart: bytesOf([...started]), whole: bytesOf(code.map(([path]) => path)) };
}
