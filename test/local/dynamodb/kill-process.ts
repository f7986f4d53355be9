import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./engine-process.ts', import.meta.url));

/** Runs an engine in a process of its own, to be killed without a warning. */
export async function startToKill(
  directory: string,
  engine: 'aws' | 'embedded',
): Promise<{ url: string; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [script, directory, engine], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const [url] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), exit])) as [
    string,
  ];
  return {
    url,
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
