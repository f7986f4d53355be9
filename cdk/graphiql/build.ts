import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { adoptStyles, fontFiles } from './build-plugins.ts';
import { isUpToDate, writeStamp } from './build-stamp.ts';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const graphiqlRequire = createRequire(createRequire(import.meta.url).resolve('@graphiql/react/package.json'));

/** What decides the output beside what is bundled. */
const unbundled = ['page.html', 'icon.svg', 'build.ts', 'build-plugins.ts'];

const common = {
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: 'linked',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  absWorkingDir: root,
  logLevel: 'warning',
} satisfies BuildOptions;

/** The page in ES modules: what signing in needs first, GraphiQL and its editor after it. */
const pageOptions = (outdir: string): BuildOptions => ({
  ...common,
  outdir,
  format: 'esm',
  splitting: true,
  entryPoints: { main: join(here, 'main.tsx') },
  chunkNames: 'assets/[name]-[hash]',
  assetNames: 'assets/[name]-[hash]',
  loader: { '.ttf': 'file' },
  plugins: [adoptStyles, fontFiles],
});

/** Three workers, each one file. */
const workerOptions = (outdir: string): BuildOptions => ({
  ...common,
  outdir: join(outdir, 'workers'),
  format: 'iife',
  entryPoints: {
    editor: graphiqlRequire.resolve('monaco-editor/esm/vs/editor/editor.worker.js'),
    json: graphiqlRequire.resolve('monaco-editor/esm/vs/language/json/json.worker.js'),
    graphql: graphiqlRequire.resolve('monaco-graphql/esm/graphql.worker.js'),
  },
});

/**
 * The bundler writes every style sheet twice: into `main.css`, which the page links, and beside the chunk that imports it, which
 * nothing loads.
 */
function removeUnlinkedStyles(outdir: string): void {
  for (const file of readdirSync(join(outdir, 'assets')))
    if (file.endsWith('.css')) rmSync(join(outdir, 'assets', file));
}

/** Whole or not at all: nobody is served half a site. Of two builds at once either may win, for both are the same. */
function replace(target: string, work: string): void {
  rmSync(target, { recursive: true, force: true });
  try {
    renameSync(work, target);
  } catch (error) {
    if (!existsSync(join(target, 'index.html'))) throw error;
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Builds the static site: nothing in it is loaded from elsewhere. Does nothing when the output is up to date.
 * `config.json` is for whoever serves it to add.
 */
export async function buildGraphiql({ outDir }: { readonly outDir: string }): Promise<void> {
  const target = resolve(outDir);
  if (isUpToDate(root, target)) return;
  mkdirSync(dirname(target), { recursive: true });
  const work = `${target}.${process.pid}.new`;
  rmSync(work, { recursive: true, force: true });
  const results = await Promise.all([build(pageOptions(work)), build(workerOptions(work))]);
  removeUnlinkedStyles(work);
  copyFileSync(join(here, 'page.html'), join(work, 'index.html'));
  copyFileSync(join(here, 'icon.svg'), join(work, 'icon.svg'));
  replace(target, work);
  const bundled = results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  writeStamp(root, target, [
    // Names with a colon are not files: fonts taken out of style sheets.
    ...bundled.filter((input) => !input.includes(':')).map((input) => join(root, input)),
    ...unbundled.map((file) => join(here, file)),
    join(root, 'node_modules/esbuild/package.json'),
  ]);
}

if (import.meta.main) {
  const outDir = resolve(root, 'dist/graphiql');
  const begun = performance.now();
  await buildGraphiql({ outDir });
  const sizes = readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  const megabytes = (sizes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`dist/graphiql: ${sizes.length} files, ${megabytes} MB, in ${seconds} s`);
}
