import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./cold-start-once.ts', import.meta.url));

/** Milliseconds from before the import of a bundle to its first answer, in a process of its own that sees no environment. */
export async function coldStart(bundlePath: string): Promise<number> {
  const { stdout } = await run(process.execPath, [script, bundlePath], {
    env: { AWS_REGION: 'ap-southeast-1' },
  });
  return Number(stdout);
}
