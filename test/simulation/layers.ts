import { relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

export const repository = resolve(import.meta.dirname, '../..');
/** Begins the name of a module of another layer. */
export const mark = 'layer:';
/** Where packages are. */
const places = new Map<string, string>();

/** Which layer a file belongs to: what holds state of a process, the rest of the product, and packages. */
export const layerOf = (path: string): 'process' | 'product' | 'package' => {
  const file = relative(repository, path);
  if (/^lambda\/(runtime\/(?!bundled-instead)|[^/]+\.ts$)/.test(file)) return 'process';
  return /^(lambda|schema)\//.test(file) ? 'product' : 'package';
};

/** Keeps out of a bundle what is of another layer, and notes it. */
export function onlyOf(layers: readonly string[], others: Set<string>): Plugin {
  return {
    name: 'layers',
    setup({ onResolve, resolve: resolved }) {
      onResolve({ filter: /.*/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === mark || path.startsWith('node:')) return undefined;
        const isOwn = path.startsWith('.') && importer !== '';
        // The product's own imports say the whole name of a file; a package is the same from everywhere in it.
        const place = isOwn ? resolve(resolveDir, path) : (places.get(path) ?? (await foundBy(path)));
        if (!isOwn) places.set(path, place);
        if (place === '') return undefined;
        if (layers.includes(layerOf(place))) return { path: place };
        others.add(place);
        return { path: mark + place, external: true };

        async function foundBy(name: string): Promise<string> {
          const found = await resolved(name, { importer, resolveDir, kind, pluginData: mark });
          return found.external ? '' : found.path;
        }
      });
    },
  };
}
