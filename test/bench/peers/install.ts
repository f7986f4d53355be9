import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Packages = Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;

const folder = import.meta.dirname;
const packagesOf = (path: string): Packages =>
  (JSON.parse(readFileSync(join(folder, path), 'utf8')) as { packages: Packages }).packages;

/** Whether every package of the lock file lies here, in its version. */
function isInstalled(): boolean {
  const written = 'node_modules/.package-lock.json';
  if (!existsSync(join(folder, written))) return false;
  const installed = packagesOf(written);
  return Object.entries(packagesOf('package-lock.json')).every(
    ([place, { version, optional }]) => place === '' || optional || installed[place]?.version === version,
  );
}

/**
 * Brings the peers, exactly as locked, into this folder and nowhere else; does nothing when they are there. No package's own script runs.
 * @throws Error when npm could not
 */
export function installPeers(): void {
  if (isInstalled()) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--ignore-scripts'], { cwd: folder, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('npm ci of the peers failed');
}
