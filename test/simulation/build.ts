import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import vm from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { leanBundle } from '../../cdk/lean-bundle.ts';
import { bundling } from '../../lambda/declared/bundling.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import { layerOf, mark, onlyOf, repository } from './layers.ts';
import { type Replacement, worldPlugin } from './replaced.ts';

const require = createRequire(import.meta.url);

/** What an entry point exports. */
export interface Entry {
  handler(event: unknown): Promise<unknown>;
}

/** What an operator's command uses. */
export interface Operator {
  readonly wiring: { wire(): { readonly random: { id(): string } } };
  publishFirstVersion(ports: object, file: unknown, by: { id: string; requestId: string }): Promise<unknown>;
  importCustomer(ports: object, row: unknown, manner: object): Promise<string>;
}

/** The product, built once. */
export interface BuiltProduct {
  /** Gives a function a process of its own, as a cold start does. */
  start(name: FunctionName, process: object): Entry;
  operator(process: object): Operator;
}

const common = {
  ...bundling,
  format: 'cjs' as const,
  splitting: false,
  /** A script cannot import late what lies in another layer: it is required then. */
  supported: { 'dynamic-import': false },
  minify: false,
  sourcemap: false as const,
  banner: {},
  absWorkingDir: repository,
  write: false,
  logLevel: 'error' as const,
  chunkNames: '[name]',
};

const operatorEntry = `
export * as wiring from './lambda/runtime/wiring.ts';
export { publishFirstVersion } from './lambda/domain/policy/publish-first-version.ts';
export { importCustomer } from './lambda/domain/customer/import-customer.ts';`;

let packages: Promise<Modules> | undefined;
/** Entry points without any replacement of their own. */
let plainEntries: Promise<Entries> | undefined;

/**
 * Builds the deployed entry points in layers: packages once; the rules of the product, which hold no state of a process, once for each set of
 * replacements; and the entry points and `lambda/runtime` as scripts that are run anew for each instance.
 */
export async function buildProduct(replacements: readonly Replacement[] = []): Promise<BuiltProduct> {
  const names = Object.keys(functions) as FunctionName[];
  const world = worldPlugin(replacements);
  const isPlain = replacements.every(({ file }) => layerOf(resolve(repository, file)) === 'product');
  if (isPlain) plainEntries ??= buildEntries(names, world);
  const { sources, others } = await (isPlain && plainEntries ? plainEntries : buildEntries(names, world));
  const needed = new Set(others);
  const product = [...needed].filter((path) => layerOf(path) === 'product');
  const rest = await bundled(listing(product), [onlyOf(['process', 'product'], needed), world]);
  packages ??= buildPackages(needed);
  const modules: Modules = new Map(await packages);
  const given = (name: string): unknown => {
    if (!name.startsWith(mark)) return require(name);
    const found = modules.get(name.slice(mark.length));
    if (!found) throw new Error(`${name} was not built`);
    return found;
  };
  for (const [path, module] of modulesIn(evaluate(scriptOf(rest, 'product'), given, process)))
    modules.set(path, module);
  const scripts = sources.map((source, at) => scriptOf(source, names[at] ?? 'operator'));
  const begin = (at: number, its: object) => evaluate(scripts[at] as Run, given, its);
  return {
    start: (name, its) => begin(names.indexOf(name), its) as Entry,
    operator: (its) => begin(names.length, its) as Operator,
  };
}

interface Entries {
  readonly sources: readonly string[];
  /** What they need of the other layers. */
  readonly others: ReadonlySet<string>;
}

async function buildEntries(names: readonly FunctionName[], world: Plugin): Promise<Entries> {
  const entries = [...names.map((name) => `export * from './${functions[name].entry}';`), operatorEntry];
  const others = new Set<string>();
  const plugins = [onlyOf(['process'], others), world];
  return { sources: await Promise.all(entries.map((contents) => bundled(contents, plugins))), others };
}

type Modules = Map<string, object>;

async function buildPackages(needed: ReadonlySet<string>): Promise<Modules> {
  const paths = [...needed].filter((path) => layerOf(path) === 'package');
  const source = await bundled(listing(paths), [worldPlugin([]), leanBundle('')]);
  return modulesIn(evaluate(scriptOf(source, 'packages'), require, process));
}

/** A module that exports others, each by its path. */
function listing(paths: readonly string[]): string {
  const sorted = [...paths].sort();
  const imports = sorted.map((path, at) => `import * as m${at} from ${JSON.stringify(path)};`);
  return `${imports.join('\n')}\nexport const modules = {${sorted.map((path, at) => `${JSON.stringify(path)}: m${at}`)}};`;
}

const modulesIn = (made: unknown): Modules =>
  new Map(
    Object.entries((made as { modules: Record<string, object> }).modules).map(([path, module]) => [
      path,
      { ...module, __esModule: true },
    ]),
  );

async function bundled(contents: string, plugins: Plugin[]): Promise<string> {
  const stdin = { contents, resolveDir: repository, loader: 'ts' as const };
  const { outputFiles } = await build({ ...common, stdin, plugins });
  return outputFiles?.[0]?.text ?? '';
}

type Run = (require: unknown, module: object, exports: object, process: object) => void;

function scriptOf(code: string, name: string): Run {
  const wrapped = `(function (require, module, exports, process) {${code}\n})`;
  return new vm.Script(wrapped, { filename: `${name}.cjs` }).runInThisContext() as Run;
}

function evaluate(script: Run, given: unknown, process: object): unknown {
  const module = { exports: {} };
  script(given, module, module.exports, process);
  return module.exports;
}
