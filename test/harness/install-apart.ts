import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Packages = Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;

const packagesOf = (path: string): Packages =>
  (JSON.parse(readFileSync(path, 'utf8')) as { packages: Packages }).packages;

/** Whether every package of the folder's lock file lies there, in its version. */
function isInstalled(folder: string): boolean {
  const written = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(written)) return false;
  const installed = packagesOf(written);
  return Object.entries(packagesOf(join(folder, 'package-lock.json'))).every(
    ([place, { version, optional }]) => place === '' || optional || installed[place]?.version === version,
  );
}

/**
 * Brings packages that only one command needs, exactly as locked, into a folder of their own and nowhere else; does nothing when they are there. No
 * package's own script runs.
 * @param folder absolute path of a folder with a package.json and its lock file
 * @throws Error when npm could not
 */
export function installApart(folder: string): void {
  if (isInstalled(folder)) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--ignore-scripts'], { cwd: folder, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`npm ci failed in ${folder}`);
}
