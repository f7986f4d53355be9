import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CloudPorts } from '../../local/cloud.ts';
import type { Calls, CloudTold, Known } from './cloud-process.ts';

const script = fileURLToPath(new URL('./cloud-process.ts', import.meta.url));

/** The local cloud in a process of its own, that can be killed and started again on the same data, at the same addresses. */
export interface RunningCloud {
  readonly known: Known;
  /** Asks the process; rejects when it dies meanwhile, or is not there. */
  call<Name extends keyof Calls>(name: Name, ...given: Parameters<Calls[Name]>): ReturnType<Calls[Name]>;
  /** As a machine that is lost: nothing is ended in order. */
  kill(): Promise<void>;
  start(changes?: Partial<CloudTold>): Promise<void>;
  stop(): Promise<void>;
}

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: string };
type Waiting = Map<number, PromiseWithResolvers<unknown>>;

/** @param say what it writes to standard error */
export async function runCloud(told: CloudTold, say: (text: string) => void): Promise<RunningCloud> {
  let known: Known | undefined;
  let child: ChildProcess | undefined;
  const waiting: Waiting = new Map();
  let ids = 0;

  async function start(changes: Partial<CloudTold> = {}): Promise<void> {
    const ports = known && portsOf(known);
    const begun = fork(script, [JSON.stringify({ ...told, ...(ports && { ports }), ...changes })], {
      execArgv: ['--expose-gc'],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    begun.stderr?.setEncoding('utf8').on('data', say);
    begun.once('exit', () => {
      if (child === begun) child = undefined;
      for (const { reject } of waiting.values()) reject(new Error('the local cloud has ended'));
      waiting.clear();
    });
    const [first] = (await Promise.race([once(begun, 'message'), once(begun, 'exit')])) as [
      { known: Known } | number | null,
    ];
    if (typeof first !== 'object' || first === null) throw new Error('the local cloud did not start');
    known = first.known;
    begun.on('message', (answer: Answer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.error === undefined) asked?.resolve(answer.result);
      else asked?.reject(new Error(answer.error));
    });
    child = begun;
  }

  function call(name: keyof Calls, ...given: unknown[]): Promise<unknown> {
    if (!child) return Promise.reject(new Error('the local cloud is not there'));
    const asked = Promise.withResolvers<unknown>();
    const id = ++ids;
    waiting.set(id, asked);
    child.send({ id, name, given });
    return asked.promise;
  }

  async function end(how: (running: ChildProcess) => void): Promise<void> {
    const running = child;
    if (!running) return;
    const exit = once(running, 'exit');
    how(running);
    await exit;
  }

  await start();
  return {
    get known() {
      return known as Known;
    },
    call: call as RunningCloud['call'],
    kill: () => end((running) => void running.kill('SIGKILL')),
    start,
    stop: () => end(() => void call('stop').catch(() => {})),
  };
}

const portOf = (url: string): number => Number(new URL(url).port);

const portsOf = (known: Known): CloudPorts => ({
  gateway: portOf(known.url),
  oidc: portOf(known.issuersUrl),
  dynamodb: portOf(known.dynamoUrl),
  kms: portOf(known.kmsUrl),
  ses: portOf(known.sesUrl),
  s3: portOf(known.s3Url),
  smtp: known.smtpPort,
});
