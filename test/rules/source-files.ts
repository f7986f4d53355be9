import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

export const repository = join(import.meta.dirname, '..', '..');

/** One file of the product's own code or words, by its path from the repository. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const generated = /(^|\/)(generated|__snapshots__|node_modules|dist|build)\//;

/** Files below some folders, in order, by their endings. What a tool writes is left out. */
export function filesBelow(folders: readonly string[], endings: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
        .map((entry) => relative(repository, join(entry.parentPath, entry.name)).split(sep).join('/')),
    )
    .filter((path) => !generated.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(repository, path), 'utf8') }));
}

export const productFolders = ['lambda', 'schema', 'cdk', 'local'] as const;
export const codeFiles = filesBelow([...productFolders, 'test'], ['.ts', '.tsx']);
export const productFiles = codeFiles.filter(({ path }) => !path.startsWith('test/'));

/** What a file imports, types included: paths from the repository, or names of packages. */
export function importsOf({ path, text }: SourceFile): readonly string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? join(dirname(path), fileName).split(sep).join('/') : fileName,
  );
}
