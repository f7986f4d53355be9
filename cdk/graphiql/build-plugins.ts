import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const adoptedStyle = resolve(import.meta.dirname, 'adopted-style.ts');
const importAdoptedStyle = `import { createAdoptedStyle } from ${JSON.stringify(adoptedStyle)};\n`;

interface Patch {
  readonly file: RegExp;
  readonly replacements: readonly (readonly [from: string, to: string])[];
}

/** The two packages that make style elements while the page runs, and where. */
const patches: readonly Patch[] = [
  {
    file: /monaco-editor[\\/]esm[\\/]vs[\\/]base[\\/]browser[\\/]dom\.js$/,
    replacements: [["document.createElement('style')", 'createAdoptedStyle()']],
  },
  {
    file: /react-style-singleton[\\/]dist[\\/]es2015[\\/]singleton\.js$/,
    replacements: [
      ["document.createElement('style')", 'createAdoptedStyle()'],
      ['tag.appendChild(document.createTextNode(css))', 'tag.textContent = css'],
    ],
  },
];

/**
 * Has style elements replaced by adopted style sheets, so that the content security policy need not allow inline ones.
 * A package that no longer reads as expected fails the build.
 */
export const adoptStyles: Plugin = {
  name: 'adopt-styles',
  setup(build) {
    for (const { file, replacements } of patches) {
      build.onLoad({ filter: file }, async ({ path }) => {
        let contents = await readFile(path, 'utf8');
        for (const [from, to] of replacements) {
          if (contents.split(from).length !== 2) throw new Error(`${path} no longer has one "${from}".`);
          contents = contents.replace(from, to);
        }
        return { contents: importAdoptedStyle + contents, loader: 'js' };
      });
    }
  },
};

const inlineFont = /url\(data:font\/(woff2?|ttf);base64,([A-Za-z0-9+/=]+)\)/g;

/** Makes files of fonts that a style sheet holds inline, so that the browser fetches those alone that it needs. */
export const fontFiles: Plugin = {
  name: 'font-files',
  setup(build) {
    const fonts = new Map<string, Buffer>();
    build.onLoad({ filter: /[\\/]font[\\/][\w-]+\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8');
      const contents = css.replaceAll(inlineFont, (_, extension: string, base64: string) => {
        const bytes = Buffer.from(base64, 'base64');
        const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${extension}`;
        fonts.set(join(dirname(path), name), bytes);
        return `url(./${name})`;
      });
      return { contents, loader: 'css' };
    });
    build.onResolve({ filter: /^\.\/[0-9a-f]{12}\.(woff2?|ttf)$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      namespace: 'font',
    }));
    build.onLoad({ filter: /./, namespace: 'font' }, ({ path }) => {
      const contents = fonts.get(path);
      return contents && { contents, loader: 'file' };
    });
  },
};
