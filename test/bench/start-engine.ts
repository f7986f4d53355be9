import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** DynamoDB and KMS in another process, so that their work is not counted as the server's. */
export async function startEngine() {
  const script = fileURLToPath(new URL('./engine-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('the engine did not start'))),
  ])) as [string];
  return {
    /** What the wiring and the AWS SDK read from the environment. */
    environment: JSON.parse(line) as Readonly<Record<string, string>>,
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
