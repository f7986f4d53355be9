import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;

/** Builds the demonstration of the customer's side into a folder: `index.html`, `demo.js`, `demo.css`, `icon.svg`. */
export async function buildDemo({ outDir }: { readonly outDir: string }): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await Promise.all([
    build({
      entryPoints: { demo: join(here, 'app', 'main.tsx') },
      outdir: outDir,
      bundle: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      jsx: 'automatic',
      minify: true,
      legalComments: 'none',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'error',
    }),
    cp(join(here, 'site'), outDir, { recursive: true }),
  ]);
}
