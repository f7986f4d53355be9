/** Files mails one after the other, as the deployed function does, and tells what each cost. Bundled; run in a process of its own with `--expose-gc`. */
import { createInterface } from 'node:readline';
import { handler } from '../../lambda/inbound-mail.ts';
import { createReadInbound } from '../../lambda/mail/read-inbound.ts';

/** Receipts of mails that are there, and of which only the last `measured` count; or the mail to be parsed and nothing else. */
export interface InboundWork {
  readonly events: readonly object[];
  readonly measured: number;
  readonly parse?: { readonly raw: string; readonly isCut: boolean; readonly times: number };
}

export interface InboundCost {
  /** Of processor time, one mail. */
  readonly milliseconds: number;
  /** Most memory beyond that of the idle process. */
  readonly megabytes: number;
}

const used = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What some work costs, memory looked at whenever it waits. */
async function costOf(times: number, work: () => Promise<void>): Promise<InboundCost> {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let most = idle;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const looking = setInterval(look, 1);
  const start = used();
  await work();
  const milliseconds = (used() - start) / times;
  look();
  clearInterval(looking);
  return { milliseconds, megabytes: (most - idle) / 2 ** 20 };
}

async function cost({ events, measured, parse }: InboundWork): Promise<InboundCost> {
  if (!parse) {
    for (const event of events.slice(0, -measured)) await handler(event);
    return costOf(measured, async () => {
      for (const event of events.slice(-measured)) await handler(event);
    });
  }
  const raw = Buffer.from(parse.raw, 'base64');
  const read = createReadInbound();
  const times = async (count: number) => {
    for (let n = 0; n < count; n++) await read(raw, parse);
  };
  await times(parse.times);
  return costOf(parse.times, () => times(parse.times));
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`COST ${JSON.stringify(await cost(JSON.parse(line)))}\n`);
  process.exit();
}
