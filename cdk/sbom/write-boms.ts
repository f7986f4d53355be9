/** `npm run sbom`: what is in the bundle of each function, and what is in any of them, as CycloneDX 1.6, into `dist/sbom/`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunction } from '../build-functions.ts';
import { bomName, repository } from '../bundle.ts';
import { functionNames } from '../names.ts';
import { bomOf } from './bom.ts';
import { type BundledPackage, bundledPackages } from './bundled-packages.ts';

const folder = join(repository, 'dist/sbom');
mkdirSync(folder, { recursive: true });
const all = new Map<string, BundledPackage>();

function write(file: string, name: string, packages: readonly BundledPackage[]): void {
  writeFileSync(join(folder, file), bomOf({ name, packages }));
  process.stdout.write(`${String(packages.length).padStart(4)} packages  dist/sbom/${file}\n`);
}

for (const name of functionNames) {
  const { metafile } = await buildFunction(name, folder, { write: false });
  const packages = bundledPackages(repository, metafile);
  for (const each of packages) all.set(each.path, each);
  write(`${name}.cdx.json`, bomName(name), packages);
}
const everything = [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
write('all.cdx.json', 'cloudfly-privacy', everything);
