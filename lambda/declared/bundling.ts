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
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
  },
};

/** File name of a bundle, in a folder named after its function. `.mjs`, for the folder has no package.json. */
export const bundleFileName = 'index.mjs';
