import { readFileSync, writeFileSync } from 'node:fs';

// Completes package-lock.json after `npm install`. npm writes no entry for an optional package that the registry in use does not
// serve, such as a binary for another platform behind a mirror; `npm ci` then refuses the whole file, on every platform.

interface Entry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Readonly<Record<string, string>>;
  [field: string]: unknown;
}

/** What the parts of a platform package's name may say. */
const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

/** Entries that the lock file lacks, by their place. */
export function missingEntries(lock: { packages: Readonly<Record<string, Entry>> }): Record<string, Entry> {
  const missing: Record<string, Entry> = {};
  for (const [place, entry] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (placesFor(place, name).some((one) => lock.packages[one] ?? missing[one])) continue;
      const parts = name.split(/[/-]/);
      const libc = /musl/.test(name) ? ['musl'] : /linux.*gnu/.test(name) ? ['glibc'] : [];
      const os = systems.filter((system) => parts.includes(system));
      const cpu = processors.filter((processor) => parts.includes(processor));
      missing[`node_modules/${name}`] = {
        version: version.replace(/^[\^~]/, ''),
        ...(cpu.length > 0 ? { cpu } : {}),
        ...(entry.dev ? { dev: true } : {}),
        ...(libc.length > 0 ? { libc } : {}),
        optional: true,
        ...(os.length > 0 ? { os } : {}),
      };
    }
  return missing;
}

/** Where Node would look for a package that another requires, nearest first. */
function placesFor(place: string, name: string): readonly string[] {
  const parents = place === '' ? [] : place.split('/node_modules/');
  return [
    ...parents.map(
      (_, i) => `${parents.slice(0, parents.length - i).join('/node_modules/')}/node_modules/${name}`,
    ),
    `node_modules/${name}`,
  ];
}

if (import.meta.main) {
  const file = new URL('../../package-lock.json', import.meta.url);
  const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingEntries(lock);
  // The root's own entry, '', comes first by itself.
  const entries = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(entries);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`${Object.keys(missing).length} entries added\n`);
}
