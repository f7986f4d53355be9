import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Loader, OnLoadArgs, OnResolveArgs, Plugin, PluginBuild } from 'esbuild';

/**
 * What esbuild's settings cannot say of a bundle: files of which a start need not read all. What runs is the same.
 */
export const leanBundle = (entry: string): Plugin => ({
  name: 'lean-bundle',
  setup(build) {
    for (const { files, loader, text } of changed)
      build.onLoad({ filter: files }, ({ path }) => ({ contents: text(readFileSync(path, 'utf8')), loader }));
    oneCache(build);
    if (readsStorageLate.test(entry)) storageApart(build);
  },
});

/** What begins without S3; for any other, copies would only be more to read. */
const readsStorageLate = /\blambda\/(api|links)\.ts$/;

interface Change {
  readonly files: RegExp;
  readonly loader: Loader;
  /** What is bundled instead of what the file says. */
  text(source: string): string;
}

/** A literal that is a property of this name, on one line, with its comma. */
const literal = (property: string) =>
  new RegExp(
    String.raw`(?<=[{,]\s*)${property}:\s*(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\`(?:[^\`\\$\n]|\\.)*\`)\s*(?:,|(?=\}))`,
    'g',
  );

/** A source without literals of this name, lines where they were. What is not a literal stays, and is merely longer. */
export const without = (property: string, source: string): string =>
  source.replace(literal(property), (found) => found.replace(/[^\n]/g, ''));

const changed: readonly Change[] = [
  // They come back with the first introspection (`schema/use-descriptions.ts`).
  { files: /\/schema\/[\w-]+\.ts$/, loader: 'ts', text: (source) => without('description', source) },
  // For whom the alarm wakes, and what it is made of, which `cdk/` reads.
  {
    files: /\/lambda\/declared\/alarming-log-lines\.ts$/,
    loader: 'ts',
    text: (source) =>
      without('meaning', source).replace(/\bby: \[[^\]]*\],\s*atLeast: \d+,/g, (found) =>
        found.replace(/[^\n]/g, ''),
      ),
  },
  // Pages of Yoga's that are switched off.
  {
    files: /\/node_modules\/graphql-yoga\/esm\/(landing-page-html|graphiql-html)\.js$/,
    loader: 'js',
    text: () => `export default ''`,
  },
  // A server that is not Node's.
  {
    files: /\/node_modules\/@whatwg-node\/server\/esm\/uwebsockets\.js$/,
    loader: 'js',
    text: () => `export { fakePromise } from '@whatwg-node/promise-helpers';
      export const isUWSResponse = () => false;
      export const getRequestFromUWSRequest = undefined, createWritableFromUWS = undefined;
      export const sendResponseToUwsOpts = undefined;`,
  },
  // Rules for documents that define a schema, of which nobody gives us one: unused, they may be left out.
  {
    files: /\/node_modules\/graphql\/validation\/specifiedRules\.mjs$/,
    loader: 'js',
    text: (source) => source.replaceAll('Object.freeze([', '/* @__PURE__ */ Object.freeze(['),
  },
  // A test validates the schema, which is marked as valid (`schema/index.ts`); one without the mark is refused.
  {
    files: /\/node_modules\/graphql\/type\/validate\.mjs$/,
    loader: 'js',
    text: (source) =>
      source.replace(
        /const context = new SchemaValidationContext\(schema\);[\s\S]*?return errors;/,
        `throw new Error('This schema is not marked as valid.');`,
      ),
  },
  // Digests for where Node has none.
  {
    files: /\/node_modules\/@smithy\/core\/dist-es\/submodules\/checksum\/sha256\/Sha256Js\.js$/,
    loader: 'js',
    text: () => 'export const Sha256Js = undefined;',
  },
  // No client has a logger, and yet the input and output of each call were copied to hide from it what is sensitive: half of what an audit transaction takes.
  {
    files:
      /\/node_modules\/@aws-sdk\/core\/dist-es\/submodules\/client\/middleware-logger\/loggerMiddleware\.js$/,
    loader: 'js',
    text: () => `export const loggerMiddleware = () => (next) => next;
      export const loggerMiddlewareOptions = {};
      export const getLoggerPlugin = () => ({ applyToStack() {} });`,
  },
  // The SDK asks for its version alone.
  {
    files: /\/node_modules\/@aws-sdk\/client-[\w-]+\/package\.json$/,
    loader: 'json',
    text: (source) => JSON.stringify({ version: JSON.parse(source).version }),
  },
];

/** Says that a question is a rule's own, which must not answer it again. */
const ownQuestion = Symbol('own question');

/** Yoga takes the cache that we have, a version newer than its own: it asks for `get`, `set`, `max` and `ttl`. */
function oneCache(build: PluginBuild): void {
  build.onResolve({ filter: /^lru-cache$/ }, ({ importer, kind, pluginData }) => {
    const [, root] = /^(.*)\/node_modules\/graphql-yoga\/esm\//.exec(importer) ?? [];
    if (pluginData === ownQuestion || root === undefined) return undefined;
    return build.resolve('lru-cache', { resolveDir: root, kind, pluginData: ownQuestion });
  });
}

/**
 * S3's client, which is loaded late, has copies of its own of what the SDK's clients share. esbuild puts a file where all can reach it who
 * use any of it, so that every start would read what S3 alone needs, XML above all.
 */
function storageApart(build: PluginBuild): void {
  const suffix = '?s3';
  const ofStorage = Symbol('of storage');
  const copied = /\/node_modules\/(@smithy|@aws-sdk|@aws)\//;
  build.onResolve(
    { filter: /./ },
    async ({ path, importer, resolveDir, kind, pluginData }: OnResolveArgs) => {
      const isAsked =
        pluginData === ofStorage || (path === '@aws-sdk/client-s3' && pluginData !== ownQuestion);
      if (!isAsked) return undefined;
      const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: ownQuestion });
      return !found.external && copied.test(found.path) ? { ...found, suffix } : found;
    },
  );
  build.onLoad({ filter: copied }, ({ path, suffix: given }: OnLoadArgs) =>
    given === suffix
      ? {
          contents: readFileSync(path),
          loader: 'default',
          resolveDir: dirname(path),
          pluginData: ofStorage,
        }
      : undefined,
  );
}
