import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { instrument, type Mutant } from './instrument.ts';
import { copy, root, told } from './places.ts';

const copied = ['lambda', 'schema', 'cdk', 'local', 'test', 'docs', 'policy'];
const copiedFiles = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vitest.config.ts',
  'cdk.json',
  'README.md',
];
const left = new Set(['node_modules', 'dist', '.local', 'cdk.out']);

/** What is mutated. */
const sources = (): readonly string[] =>
  globSync(['lambda/crypto/**/*.ts', 'lambda/domain/**/*.ts'], { cwd: root }).sort();

export const digestOf = (path: string): string =>
  createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('hex')
    .slice(0, 16);

/** Copies the product and its tests as they are now, and puts all mutants into the copy. */
export async function makeCopy(): Promise<readonly Mutant[]> {
  const { texts, mutants } = await instrument(root, sources());
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(join(copy, told), { recursive: true });
  for (const name of [...copied, ...copiedFiles]) {
    if (!existsSync(join(root, name))) continue;
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (path) => !left.has(basename(path)),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [source, text] of texts) writeFileSync(join(copy, source), text);
  // Instances of functions are threads: they begin as the process of the test did.
  const worker = join(copy, 'local/functions/worker.ts');
  writeFileSync(worker, `import '../../test/mutations/switch.ts';\n${readFileSync(worker, 'utf8')}`);
  return mutants;
}
