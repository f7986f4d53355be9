import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { limits } from '../../lambda/declared/limits.ts';

/** A change of the product's text for one build. */
export interface Replacement {
  /** Relative to the repository. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** A mistake that somebody might make behind an invariant: proof that the simulation would find it. */
export interface PlantedFault {
  readonly name: string;
  readonly invariant: string;
  readonly what: string;
  readonly replacements: readonly Replacement[];
}

const repository = resolve(import.meta.dirname, '../..');

/** Where the simulated world is found by what replaces the SDK's way out. */
export const worldKey = Symbol.for('cloudfly-privacy.simulated-world');

/** Stands in for the one module of the SDK that talks to a network. */
const handlerSource = `
export const DEFAULT_REQUEST_TIMEOUT = 0;
export class NodeHttpHandler {
  metadata = { handlerProtocol: 'http/1.1' };
  static create(given) { return typeof given?.handle === 'function' ? given : new NodeHttpHandler(given); }
  handle(request) { return globalThis[Symbol.for('cloudfly-privacy.simulated-world')](request); }
  updateHttpClientConfig() {}
  httpHandlerConfigs() { return {}; }
  destroy() {}
}`;

/** Signing costs more than all else that the SDK does, and nobody here looks at a signature. */
const signerSource = `
export class SignatureV4 {
  async sign(request) { return request; }
  async presign(request) { return request; }
}`;

/** The shards that a minute's clock walks through: a sixteenth of them costs a sixteenth, and hides nothing that is looked for here. */
const fewerShards: Replacement = {
  file: 'lambda/declared/limits.ts',
  before: `indexShards: ${limits.indexShards},`,
  after: 'indexShards: 1,',
};

/** Puts the simulated network in the place of the real one, and makes the changes asked for. */
export function worldPlugin(replacements: readonly Replacement[]): Plugin {
  const all = [fewerShards, ...replacements];
  return {
    name: 'world',
    setup({ onLoad }) {
      onLoad({ filter: /node-http-handler\/dist-(es|cjs)\/node-http-handler\.js$/ }, () => ({
        contents: handlerSource,
        loader: 'js',
      }));
      onLoad({ filter: /signature-v4\/dist-es\/SignatureV4\.js$/ }, () => ({
        contents: signerSource,
        loader: 'js',
      }));
      const files = all.map(({ file }) => file.replaceAll('.', '\\.'));
      onLoad({ filter: new RegExp(`/(${files.join('|')})$`) }, async ({ path }) => {
        const file = relative(repository, path);
        const own = all.filter((one) => one.file === file);
        if (own.length === 0) return undefined;
        const contents = own.reduce(replaced, await readFile(path, 'utf8'));
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
    },
  };
}

/** @throws Error when the text is not there, or more than once */
export function replaced(text: string, { file, before, after }: Replacement): string {
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`${file} has the text to be replaced ${parts.length - 1} times`);
  return parts.join(after);
}
