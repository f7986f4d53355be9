import type { Call } from '../../local/unkind/call.ts';
import { type Beside, type BesideOptions, startBeside } from './beside.ts';
import type { TestCloud } from './cloud.ts';
import { setRow } from './erasures.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type Item, recordsOf, textOf } from './tables.ts';

/** Functions beside a cloud whose every way to AWS can be cut, S3 included. */
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

export const jobRow = async (cloud: TestCloud, id: string): Promise<Item | undefined> =>
  (await recordsOf(cloud, 'JOB')).find((row) => textOf(row, 'id') === id);

/** Brings a queued job to the function of its lane as the stream does, its lease over. */
export async function runJob(cloud: TestCloud, at: Beside, id: string): Promise<void> {
  const row = await jobRow(cloud, id);
  if (!row) throw new Error(`there is no job ${id}`);
  if (row.leaseUntil) {
    const past = new Date(Date.now() - 1000).toISOString();
    await setRow(cloud, { pk: textOf(row, 'pk'), sk: textOf(row, 'sk') }, { leaseUntil: past });
  }
  const dynamodb = { SequenceNumber: '1', NewImage: { ...row, state: { S: 'QUEUED' } } };
  await at.invoke('packages', { Records: [{ eventID: id, eventName: 'MODIFY', dynamodb }] });
}

/** Runs a job until it is done: one that meets others' writes waits, and comes again. @throws Error when it does not end */
export async function finishJob(cloud: TestCloud, at: Beside, id: string): Promise<void> {
  for (let runs = 0; runs < 4; runs++) {
    await runJob(cloud, at, id);
    if (textOf(await jobRow(cloud, id), 'state') === 'DONE') return;
  }
  throw new Error(`the job ${id} does not end`);
}
