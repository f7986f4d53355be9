import { functions } from '../../lambda/declared/functions.ts';
import type { Cloud } from '../../local/cloud.ts';
import { environmentFor } from '../../local/function-environment.ts';
import { startFunction } from '../../local/functions/function-host.ts';
import { startUnkindProxy } from '../../local/unkind/proxy.ts';
import { noUnits, type RequestUnits, sumOf, unitsOf } from './request-units.ts';

/** AWS calls that one invocation made, by operation; operations that were not called are absent. */
export type AwsCalls = Readonly<Record<string, number>>;

/** What an invocation answered and what it asked of AWS, DynamoDB's work in request units. */
export interface Invoked {
  readonly result: unknown;
  readonly calls: AwsCalls;
  readonly units: RequestUnits;
}

const between = {
  AWS_ENDPOINT_URL_DYNAMODB: 'DynamoDB',
  AWS_ENDPOINT_URL_KMS: 'KMS',
  AWS_ENDPOINT_URL_SES: 'SES',
  AWS_ENDPOINT_URL_S3: 'S3',
} as const;

/**
 * Runs a cloud's deployed bundles once more behind proxies of their own, so that what one invocation asks of AWS is counted and nobody
 * else's calls are. DynamoDB's calls go by their name, KMS's and SES's are added up.
 */
export async function countedFunctions(
  cloud: Pick<Cloud, 'environment'>,
  bundlePaths: Readonly<Record<string, string>>,
) {
  let units = noUnits;
  const variables = Object.keys(between) as (keyof typeof between)[];
  const proxies = await Promise.all(
    variables.map(async (variable) => {
      const target = cloud.environment[variable] ?? '';
      const onCall = (call: Parameters<typeof unitsOf>[0]) => {
        units = sumOf(units, unitsOf(call));
      };
      return { variable, proxy: await startUnkindProxy({ target, seed: 1, rates: {}, onCall }) };
    }),
  );
  const behind = Object.fromEntries(proxies.map(({ variable, proxy }) => [variable, proxy.url]));
  const callsSoFar = (): AwsCalls => {
    const counted: Record<string, number> = {};
    for (const { variable, proxy } of proxies)
      for (const [operation, count] of Object.entries(proxy.calls())) {
        const name = between[variable] === 'DynamoDB' ? operation : between[variable];
        counted[name] = (counted[name] ?? 0) + count;
      }
    return counted;
  };

  return {
    /** A fresh instance: its first invocation is a cold one. */
    start(name: keyof typeof functions) {
      const running = startFunction(name, {
        bundlePath: bundlePaths[name] ?? '',
        env: environmentFor(functions[name], { ...cloud.environment, ...behind }),
        concurrency: 1,
        timeoutSeconds: 60,
      });
      return {
        async invoke(event: unknown): Promise<Invoked> {
          for (const { proxy } of proxies) proxy.reset();
          units = noUnits;
          const outcome = await running.invoke(event);
          if ('error' in outcome) throw new Error(`${name} failed: ${outcome.error.errorType}`);
          return { result: outcome.result, calls: callsSoFar(), units };
        },
        stop: () => running.stop(),
      };
    },
    async stop() {
      await Promise.all(proxies.map(({ proxy }) => proxy.stop()));
    },
  };
}
