import { getCompileCacheDir } from 'node:module';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import {
  type FunctionError,
  type InvocationRequest,
  type Outcome,
  timedOut,
  type WorkerMessage,
  type WorkerStart,
} from './invocation.ts';

/** Seconds an instance is given to import its bundle. Lambda gives ten; a laptop may be busy bundling beside it. */
const initSeconds = 60;

const exited: FunctionError = {
  errorType: 'Runtime.ExitError',
  errorMessage: 'Runtime exited without providing a reason',
};

/** One instance of a function. After `alive` turns false it answers nothing more. */
export interface Instance {
  readonly alive: boolean;
  invoke(eventJson: string, requestId: string, timeoutSeconds: number): Promise<Outcome>;
  stop(): Promise<void>;
}

/**
 * Starts a worker thread that sees the given environment only, and keeps what it compiled where this process does, if it does. Its import runs before the first timeout counts.
 * A timeout, an exit or an error outside the handler ends the instance, and the invocation under way with it.
 */
export function startInstance(
  start: WorkerStart,
  env: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Instance {
  const compileCache = getCompileCacheDir();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: start,
    env: { ...env, ...(compileCache && { NODE_COMPILE_CACHE: compileCache }) },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  createInterface({ input: worker.stdout }).on('line', onLine);
  createInterface({ input: worker.stderr }).on('line', onLine);

  let alive = true;
  let settle: ((outcome: Outcome) => void) | undefined;
  const ready = Promise.withResolvers<FunctionError | undefined>();
  const end = (error: FunctionError) => {
    alive = false;
    ready.resolve(error);
    settle?.({ error });
  };
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'ready') ready.resolve(undefined);
    else if (message.kind === 'done') {
      settle?.({ result: message.resultJson === undefined ? null : JSON.parse(message.resultJson) });
    } else if (message.requestId === undefined) {
      end(message.error);
      void worker.terminate();
    } else settle?.({ error: message.error });
  });
  worker.on('error', (error) =>
    end({
      errorType: error instanceof Error ? error.name : 'Error',
      errorMessage: error instanceof Error ? error.message : String(error),
    }),
  );
  worker.on('exit', () => end(exited));

  async function within(seconds: number, requestId: string, work: Promise<Outcome>): Promise<Outcome> {
    const late = Promise.withResolvers<Outcome>();
    const timer = setTimeout(() => {
      const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`;
      const error = { errorType: timedOut, errorMessage };
      end(error);
      late.resolve({ error });
      void worker.terminate();
    }, seconds * 1000);
    try {
      return await Promise.race([work, late.promise]);
    } finally {
      clearTimeout(timer);
      settle = undefined;
    }
  }

  return {
    get alive() {
      return alive;
    },
    async invoke(eventJson, requestId, timeoutSeconds) {
      if (!alive) return { error: exited };
      const started = ready.promise.then((error): Outcome => (error ? { error } : { result: null }));
      const init = await within(initSeconds, requestId, started);
      if (init.error) return init;
      if (!alive) return { error: exited };
      const answered = new Promise<Outcome>((resolve) => {
        settle = resolve;
      });
      const request: InvocationRequest = {
        eventJson,
        requestId,
        deadline: Date.now() + timeoutSeconds * 1000,
      };
      worker.postMessage(request);
      return within(timeoutSeconds, requestId, answered);
    },
    async stop() {
      alive = false;
      await worker.terminate();
    },
  };
}
