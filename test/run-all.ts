import { spawn } from 'node:child_process';
import { join } from 'node:path';

// `npm test`: everything that must hold before a change lands. Each check runs whatever the others found; what the tests sum
// up, and the policy clauses they prove, are the last lines when all is well.

const root = join(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

interface Check {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const checks: readonly Check[] = [
  {
    name: 'types',
    command: process.execPath,
    args: ['node_modules/ts7/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  },
  { name: 'lint and format', command: bin('biome'), args: ['ci', '--diagnostic-level=warn', '.'] },
  { name: 'dead code', command: bin('knip'), args: ['--no-progress'] },
];

function run({ command, args }: Check, quiet: boolean): Promise<{ ok: boolean; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: root,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    child.once('error', (error) => resolve({ ok: false, said: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, said }));
  });
}

async function checkAll(): Promise<readonly Check[]> {
  const failed: Check[] = [];
  for (const check of checks) {
    const began = Date.now();
    const { ok, said } = await run(check, true);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${ok ? 'ok  ' : 'FAIL'}  ${check.name} (${seconds} s)\n`);
    if (ok) continue;
    failed.push(check);
    process.stdout.write(`${said}\n`);
  }
  return failed;
}

// Tests wait much of their time: the checks run beside them, one after the other.
const tests = { name: 'tests', command: bin('vitest'), args: ['run', ...process.argv.slice(2)] };
const [failed, { ok }] = await Promise.all([checkAll(), run(tests, false)]);
// What they said went by long ago.
for (const { name } of failed) process.stdout.write(`FAIL  ${name}\n`);
process.exit(ok && failed.length === 0 ? 0 : 1);
