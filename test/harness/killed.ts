import type { Call } from '../../local/unkind/call.ts';
import { type Beside, type BesideOptions, startBeside } from './beside.ts';
import type { TestCloud } from './cloud.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

/**
 * Functions beside a cloud whose every way to AWS can be cut, S3 included: what is tried is the deployed code, in the process it runs in. What the
 * test does itself, at a time of its own, is killed by `watched-aws.ts`.
 */
export interface Mortal extends Beside {
  readonly s3: FaultProxy;
  /**
   * From its `nth` call on (0 is the first) everything is refused, as if the process had been killed there; with `after`, that call was still
   * done. Nothing outside of it happens any more.
   */
  dieAt(nth: number, when: 'before' | 'after'): void;
  /** Whether it has died, and at which call. */
  diedAt(): string | undefined;
  revive(): void;
}

export async function startMortal(
  cloud: TestCloud,
  functions: NonNullable<BesideOptions['functions']>,
): Promise<Mortal> {
  const s3 = await startFaultProxy(cloud.s3Url);
  const environment = { AWS_ENDPOINT_URL_S3: s3.url };
  const beside = await startBeside(cloud, { functions, environment });
  const ways = [beside.dynamo, beside.kms, s3];
  let died: string | undefined;
  return {
    ...beside,
    s3,
    dieAt(nth, when) {
      let count = 0;
      died = undefined;
      const fault = (call: Call) => {
        if (died !== undefined) return 'DENIED';
        if (count++ < nth) return undefined;
        died = `${call.protocol} ${call.operation}`;
        return when === 'after' ? 'LOST' : 'DENIED';
      };
      for (const way of ways) way.setFault(fault);
    },
    diedAt: () => died,
    revive() {
      for (const way of ways) way.setFault(undefined);
    },
    async stop() {
      await beside.stop();
      await s3.stop();
    },
  };
}

/** A call that may change something: only there a difference shows between dying before it was done and after. */
export const isWrite = (died: string): boolean =>
  /Write|Put|Update|Delete|PUT|DELETE|POST/.test(died) && !died.includes('Decrypt');
