import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands behind a version of which not everything was committed. */
export const uncommitted = '-dirty';

/**
 * What a checkout is called: the package's version, and the commit where there is one, as in `0.1.0+1f2e3d4c5b6a`. Only letters, digits, dots, plus
 * signs and hyphens.
 */
export function versionOf(repository: string): string {
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const commit = commitOf(repository);
  return commit === undefined ? version : `${version}+${commit}`;
}

/** Of what is no checkout, such as an unpacked archive, there is none. */
function commitOf(repository: string): string | undefined {
  const asked = ['describe', '--always', '--abbrev=12', '--exclude=*', `--dirty=${uncommitted}`];
  try {
    return execFileSync('git', asked, { cwd: repository, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return undefined;
  }
}
