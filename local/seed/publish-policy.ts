import { spawn } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { join } from 'node:path';
import type { Cloud } from '../cloud.ts';

const root = join(import.meta.dirname, '..', '..');

/** Entry point of the operator's command. */
export const publishCommand = join(root, 'local/commands/publish-policy.ts');

/**
 * Publishes the first policy version by the operator's own command, with the local cloud's environment.
 *
 * @param command the command bundled, which starts faster
 */
export async function publishPolicy(
  cloud: Pick<Cloud, 'environment'>,
  command = publishCommand,
): Promise<void> {
  const args = [command, join(root, 'policy/first-version.json')];
  const compileCache = getCompileCacheDir();
  const child = spawn(process.execPath, args, {
    env: { ...cloud.environment, ...(compileCache && { NODE_COMPILE_CACHE: compileCache }) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the first policy version was not published: ${said.trim()}`);
}
