import { randomUUID } from 'node:crypto';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { functions } from '../../lambda/declared/functions.ts';
import { type Instance, startInstance } from './instance.ts';
import type { Outcome } from './invocation.ts';

const declared: Readonly<Record<string, FunctionDeclaration>> = functions;

export interface FunctionOptions {
  readonly bundlePath: string;
  /** All that the function sees of an environment, beside the names Lambda itself sets. */
  readonly env: Readonly<Record<string, string>>;
  /** Called with each line a function writes to standard output or error. */
  readonly onLog?: (functionName: string, line: string) => void;
  /** Instances that may run at once; further invocations wait. Default 4, or as many as its stream hands over at once. */
  readonly concurrency?: number;
  /** Defaults to the declaration's, then to Lambda's own 3. */
  readonly timeoutSeconds?: number;
}

export interface RunningFunction {
  readonly name: string;
  /** Invokes with an event (anything JSON can carry). Never rejects. */
  invoke(event: unknown): Promise<Outcome>;
  /** Ends every instance; invocations under way answer with an error. */
  stop(): Promise<void>;
}

/**
 * Runs a bundled function as Lambda would: an instance takes one event at a time and keeps its memory between events;
 * more instances start on demand; one that fails outside its handler, or runs too long, is replaced.
 */
export function startFunction(name: string, options: FunctionOptions): RunningFunction {
  const declaration = declared[name];
  const timeoutSeconds = options.timeoutSeconds ?? declaration?.timeoutSeconds ?? 3;
  const memoryMb = declaration?.memoryMb ?? 128;
  const concurrency = options.concurrency ?? Math.max(4, declaration?.stream?.parallel ?? 0);
  const start = {
    bundlePath: options.bundlePath,
    functionName: name,
    functionArn: `arn:aws:lambda:local:000000000000:function:${name}`,
    memoryMb,
  };
  const env = {
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    ...options.env,
  };
  const onLine = (line: string) => options.onLog?.(name, line);

  const instances = new Set<Instance>();
  const idle: Instance[] = [];
  const waiting: ((instance: Instance) => void)[] = [];
  let stopped = false;

  function grow(): Instance {
    const instance = startInstance(start, env, onLine);
    instances.add(instance);
    return instance;
  }

  async function take(): Promise<Instance> {
    for (let instance = idle.pop(); instance; instance = idle.pop()) {
      if (instance.alive) return instance;
      instances.delete(instance);
    }
    if (instances.size < concurrency) return grow();
    return new Promise((resolve) => waiting.push(resolve));
  }

  function giveBack(instance: Instance): void {
    if (!instance.alive) instances.delete(instance);
    const next = waiting.shift();
    if (next) next(instance.alive || stopped ? instance : grow());
    else if (instance.alive) idle.push(instance);
  }

  return {
    name,
    async invoke(event) {
      if (stopped) return { error: { errorType: 'Stopped', errorMessage: 'The function was stopped' } };
      const eventJson = JSON.stringify(event);
      const instance = await take();
      try {
        return await instance.invoke(eventJson, randomUUID(), timeoutSeconds);
      } finally {
        giveBack(instance);
      }
    },
    async stop() {
      stopped = true;
      await Promise.all([...instances].map((instance) => instance.stop()));
    },
  };
}
