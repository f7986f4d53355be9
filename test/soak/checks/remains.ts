import { streamRecords } from '../../harness/leak-streams.ts';
import { mailsTo, type ReceivedMail } from '../../harness/received-mails.ts';
import { scanTables, type Tables } from '../../harness/tables.ts';
import type { Remains } from '../../simulation/invariants/left.ts';
import type { Stage } from '../stage.ts';

/** Everything that a soak left, as the simulation's invariants look at it too. */
export interface SoakRemains extends Remains {
  readonly tables: Tables;
  readonly mails: readonly ReceivedMail[];
}

export async function remainsOf({ cloud }: Stage): Promise<SoakRemains> {
  const tables = await scanTables(cloud);
  const mails = await mailsTo(cloud);
  const streams = new Map<string, unknown[]>();
  for await (const { table, record } of streamRecords(cloud)) {
    const known = streams.get(table);
    if (known) known.push(record);
    else streams.set(table, [record]);
  }
  // The same attributes, as the SDK has them and as they are in JSON: texts, numbers and flags are alike.
  const seen = {
    rows: (table: keyof Tables) => tables[table],
    streamed: (table: keyof Tables) => streams.get(table) ?? [],
    post: { taken: mails.map((mail) => ({ mail })) },
  };
  return {
    services: seen as unknown as Remains['services'],
    // What was asked for is held against what is there elsewhere.
    client: { acts: [] },
    logs: cloud.logs,
    tables,
    mails,
  };
}
