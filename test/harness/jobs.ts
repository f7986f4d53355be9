import type { Beside } from './beside.ts';
import type { TestCloud } from './cloud.ts';
import { setRow } from './erasures.ts';
import { type Item, recordsOf, textOf } from './tables.ts';

export const jobRow = async (cloud: TestCloud, id: string): Promise<Item | undefined> =>
  (await recordsOf(cloud, 'JOB')).find((row) => textOf(row, 'id') === id);

/** Brings a queued job to the function of packages as the stream does, its lease over. */
export async function runJob(cloud: TestCloud, at: Pick<Beside, 'invoke'>, id: string): Promise<void> {
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
export async function finishJob(cloud: TestCloud, at: Pick<Beside, 'invoke'>, id: string): Promise<void> {
  for (let runs = 0; runs < 4; runs++) {
    await runJob(cloud, at, id);
    if (textOf(await jobRow(cloud, id), 'state') === 'DONE') return;
  }
  throw new Error(`the job ${id} does not end`);
}
