import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import type { FunctionDeclaration } from '../../lambda/declared/function-declaration.ts';
import { type FunctionName, functions } from '../../lambda/declared/functions.ts';
import { environmentFor } from '../../local/function-environment.ts';
import { type RunningFunction, startFunction } from '../../local/functions/function-host.ts';
import { startGateway } from '../../local/gateway/start.ts';
import { type Answer, type Asking, askAt } from './ask.ts';
import { moduleAhead } from './clock-ahead.ts';
import type { TestCloud } from './cloud.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

/** Functions of a cloud once more, cold, as a second deployment on the same data would be: in a world of their own. */
export interface Beside {
  readonly url: string;
  /** Between these functions and DynamoDB; between them and KMS. */
  readonly dynamo: FaultProxy;
  readonly kms: FaultProxy;
  ask(query: string, asking?: Asking): Promise<Answer>;
  invoke(name: FunctionName, event: unknown): ReturnType<RunningFunction['invoke']>;
  stop(): Promise<void>;
}

export interface BesideOptions {
  readonly functions?: readonly FunctionName[];
  readonly environment?: Readonly<Record<string, string>>;
  /** How far their clock is ahead. */
  readonly hoursAhead?: number;
}

/** Starts functions (`api` and `links` unless told otherwise) from the deployed bundles, one instance each. */
export async function startBeside(cloud: TestCloud, options: BesideOptions = {}): Promise<Beside> {
  const [dynamo, kms] = await Promise.all([
    startFaultProxy(cloud.dynamo.url),
    startFaultProxy(cloud.kms.url),
  ]);
  const all = {
    ...cloud.environment,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ENDPOINT_URL_KMS: kms.url,
    ...options.environment,
  };
  const hoursAhead = options.hoursAhead ?? 0;
  const folder = hoursAhead === 0 ? '' : mkdtempSync(join(tmpdir(), 'beside-'));
  const names = options.functions ?? (['api', 'links'] as const);
  const running = new Map(
    names.map((name): [FunctionName, RunningFunction] => {
      const bundlePath = bundleOf(name, folder, hoursAhead);
      const env = environmentFor(functions[name] as FunctionDeclaration, all);
      const onLog = (from: string, line: string) => void cloud.logs.push(`${from} ${line}`);
      return [name, startFunction(name, { bundlePath, env, onLog, concurrency: 1 })];
    }),
  );
  const invoke = (name: FunctionName, event: unknown) => {
    const fn = running.get(name);
    if (!fn) throw new Error(`the function ${name} was not started`);
    return fn.invoke(event);
  };
  const routes = names.flatMap((name) =>
    ((functions[name] as FunctionDeclaration).routes ?? []).map((route) => ({
      ...route,
      invoke: (event: unknown) => invoke(name, event),
    })),
  );
  const gateway = await startGateway({ routes });
  return {
    url: gateway.url,
    dynamo,
    kms,
    ask: (query, asking = {}) => askAt(gateway.url, query, asking, cloud.refusals),
    invoke,
    async stop() {
      await gateway.stop();
      await Promise.all([...running.values()].map((fn) => fn.stop()));
      await Promise.all([dynamo.stop(), kms.stop()]);
      if (folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The deployed bundle; behind a module that sets the clock ahead, where that was asked for. */
export function bundleOf(name: FunctionName, folder: string, hoursAhead: number): string {
  const bundlePath = inject('bundlePaths')[name];
  if (bundlePath === undefined) throw new Error(`the function ${name} has no bundle`);
  if (hoursAhead === 0) return bundlePath;
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, moduleAhead(hoursAhead, pathToFileURL(bundlePath).href));
  return path;
}
