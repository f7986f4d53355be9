import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DynamoDbLocal } from './find-dynamodb-local.ts';

const launcher = fileURLToPath(new URL('./loopback-launcher.java', import.meta.url));
const stopMilliseconds = 5000;
const lastWords = 2000;

interface Options {
  /** Where the SQLite database lies; without it everything is in memory. */
  readonly directory?: string;
  readonly port: number;
}

/** Starts AWS's DynamoDB Local on 127.0.0.1. It ends with `stop`, or when this process does, even by a kill. */
export async function startDynamoDbLocal(
  found: DynamoDbLocal,
  { directory, port }: Options,
): Promise<{ url: string; stop(): Promise<void> }> {
  if (directory) await mkdir(directory, { recursive: true });
  // It writes into its working directory.
  const scratch = directory ? undefined : await mkdtemp(join(tmpdir(), 'dynamodb-local-'));
  const child = spawn(found.java, words(found, directory, port), {
    cwd: directory ?? scratch,
    env: { ...process.env, DDB_LOCAL_TELEMETRY: '0' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close').catch(() => undefined);
  const stop = async (): Promise<void> => {
    child.stdin.end();
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds);
    await ended;
    clearTimeout(timer);
    if (scratch) await rm(scratch, { recursive: true, force: true });
  };
  try {
    return { url: `http://127.0.0.1:${await listeningPort(child, port)}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function words(found: DynamoDbLocal, directory: string | undefined, port: number): string[] {
  const store = directory ? ['-dbPath', directory] : ['-inMemory'];
  return [
    // Quick to start and small, on a machine that does other things too.
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-Xmx512m',
    `-Djava.library.path=${found.libraryPath}`,
    `-Dloopback.port=${port}`,
    ...['-cp', found.classPath, launcher],
    ...['-sharedDb', ...store, '-disableTelemetry'],
  ];
}

/** Waits for the launcher's word. Throws one sentence when it refuses, or ends without one. */
function listeningPort(child: ChildProcess, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let complaints = '';
    child.stderr?.on('data', (text) => {
      complaints = (complaints + text).slice(-lastWords);
    });
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const [word, rest = ''] = line.split(/ (.*)/);
        if (word === 'listening') resolve(Number(rest));
        if (word === 'refused') {
          reject(new Error(`DynamoDB cannot start: port ${port} is taken on 127.0.0.1. (${rest})`));
        }
      });
    }
    child.once('error', reject);
    child.once('close', () =>
      reject(new Error(`DynamoDB Local ended before it answered. ${complaints.trim()}`)),
    );
  });
}
