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
import { copy, kept, root, told } from './places.ts';

/** What functions are bundled of: while it is the same, so are the mutants in the copy and the bundles, which take a minute. */
const bundled = ['lambda', 'schema', 'local', 'package.json', 'package-lock.json', 'tsconfig.json'];
const besides = ['cdk', 'test', 'docs', 'policy', 'vitest.config.ts', 'cdk.json', 'README.md'];
const left = new Set(['node_modules', 'dist', '.local', 'cdk.out']);
const noted = join(kept, 'mutants.json');

/** What is mutated. */
const sources = (): readonly string[] =>
  globSync(['lambda/crypto/**/*.ts', 'lambda/domain/**/*.ts'], { cwd: root }).sort();

export const digestOf = (path: string): string =>
  createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('hex')
    .slice(0, 16);

/** Copies the product and its tests as they are now, and puts all mutants into the copy; of the product only when it changed. */
export async function makeCopy(): Promise<readonly Mutant[]> {
  const digest = bundledDigest();
  const last = existsSync(noted)
    ? (JSON.parse(readFileSync(noted, 'utf8')) as { digest: string; mutants: readonly Mutant[] })
    : undefined;
  const isSame = last?.digest === digest && existsSync(copy);
  const mutants = isSame ? last.mutants : await copyProduct();
  for (const name of besides) copyAnew(name);
  rmSync(join(copy, told), { recursive: true, force: true });
  mkdirSync(join(copy, told), { recursive: true });
  if (!isSame) writeFileSync(noted, JSON.stringify({ digest, mutants }));
  return mutants;
}

async function copyProduct(): Promise<readonly Mutant[]> {
  rmSync(noted, { force: true });
  const { texts, mutants } = await instrument(root, sources());
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of bundled) copyAnew(name);
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [source, text] of texts) writeFileSync(join(copy, source), text);
  // Instances of functions are threads: they begin as the process of the test did.
  const worker = join(copy, 'local/functions/worker.ts');
  writeFileSync(worker, `import '../../test/mutations/function-switch.ts';\n${readFileSync(worker, 'utf8')}`);
  return mutants;
}

function copyAnew(name: string): void {
  rmSync(join(copy, name), { recursive: true, force: true });
  if (!existsSync(join(root, name))) return;
  cpSync(join(root, name), join(copy, name), {
    recursive: true,
    filter: (path) => !left.has(basename(path)),
  });
}

function bundledDigest(): string {
  const files = bundled.flatMap((name) =>
    existsSync(join(root, name))
      ? [name, ...globSync(`${name}/**/*.{ts,tsx,json,html,css,graphql,java,svg}`, { cwd: root })]
      : [],
  );
  const all = createHash('sha256');
  for (const file of files.filter((name) => /\.\w+$/.test(name)).sort())
    if (!file.split('/').some((part) => left.has(part))) all.update(`${file} ${digestOf(file)}\n`);
  return all.digest('hex');
}
