/**
 * How an entry point becomes what runs: esbuild options, by esbuild's own names. `cdk/` deploys what they give and `local/`
 * runs it, so that nothing is tried in a shape that is not deployed.
 *
 * Everything is bundled, the AWS SDK included: what was tested is what runs, whatever the runtime's own copy is.
 * The banner gives CommonJS dependencies the `require` that ESM lacks.
 */
export const bundling = {
  bundle: true,
  format: 'esm' as const,
  platform: 'node' as const,
  target: 'node24',
  minify: true,
  /** Beside the bundle, so that a deployment may leave it out. */
  sourcemap: 'linked' as const,
  sourcesContent: false,
  mainFields: ['module', 'main'],
  jsx: 'automatic' as const,
  external: [] as string[],
  /** As they are written, since words in Vietnamese double in size as escapes. */
  charset: 'utf8' as const,
  /** What is imported late becomes a file of its own, that a start neither reads nor compiles. */
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  /** Packages of which a function needs less than they bring; paths are relative to the repository. */
  alias: {
    'node:http': './lambda/runtime/bundled-instead/node-http.ts',
    '@whatwg-node/fetch': './lambda/runtime/bundled-instead/web-fetch.ts',
    '@graphql-tools/executor': './lambda/runtime/bundled-instead/graphql-executor.ts',
    '@whatwg-node/disposablestack': './lambda/runtime/bundled-instead/disposable-stack.ts',
    '@aws-sdk/credential-provider-node': './lambda/runtime/bundled-instead/credentials.ts',
    '@aws-sdk/endpoint-cache': './lambda/runtime/bundled-instead/endpoint-cache.ts',
    // One copy of what Yoga and its parts bring several times.
    '@whatwg-node/promise-helpers': './node_modules/graphql-yoga/node_modules/@whatwg-node/promise-helpers',
  },
  /** Asking for Node's `Request`, if only to compare with it, loads its whole HTTP client. */
  define: { 'process.env.NODE_ENV': '"production"', 'globalThis.Request': 'undefined' },
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
  },
};

/** File name of a bundle, in a folder named after its function. `.mjs`, for the folder has no package.json. */
export const bundleFileName = 'index.mjs';

/**
 * The whole of a function's build but `cdk/lean-bundle.ts`, a plugin, which whoever builds adds. Each function has one of its own, or they would share chunks and none could be deployed without the
 * others.
 *
 * @param entry entry point, relative to the repository, which is the build's working directory
 * @param outDir the function's own folder; gets the bundle, its chunks in a folder `chunks`, and their source maps
 */
export const bundlingOf = (entry: string, outDir: string) => ({
  ...bundling,
  entryPoints: [{ in: entry, out: 'index' }],
  outdir: outDir,
  outExtension: { '.js': '.mjs' },
});
