import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Cloud } from '../cloud.ts';

const root = join(import.meta.dirname, '..', '..');

/** Publishes the first policy version by the operator's own command, with the local cloud's environment. */
export async function publishPolicy(cloud: Pick<Cloud, 'environment'>): Promise<void> {
  const args = [join(root, 'local/commands/publish-policy.ts'), join(root, 'policy/first-version.json')];
  const child = spawn(process.execPath, args, {
    env: { ...cloud.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the first policy version was not published: ${said.trim()}`);
}
