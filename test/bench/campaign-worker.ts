/** Runs the job of a campaign from where it stands, and tells after each page what it cost, one line of JSON each. Killed by its parent. */
import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { limits } from '../../lambda/declared/limits.ts';
import { campaignJobId } from '../../lambda/domain/campaign/campaign-job.ts';
import { runCampaign } from '../../lambda/domain/campaign/run-campaign.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { createWiring } from '../../lambda/runtime/wiring.ts';

export interface PageCost {
  /** Mails in the page's transaction; 0 when nothing was left. */
  readonly mails: number;
  readonly calls: number;
  /** MiB, after garbage was collected. */
  readonly heap: number;
}

const ports = createWiring(readEnvironment());
let mails = 0;
let calls = 0;
ports.dynamo.middlewareStack.add(
  (next, context) => (args) => {
    calls += 1;
    if (context.commandName === 'TransactWriteItemsCommand') {
      const { TransactItems = [] } = args.input as TransactWriteItemsCommandInput;
      mails = TransactItems.filter(({ Put }) => Put?.Item?.kind?.S === 'MAIL').length;
    }
    return next(args);
  },
  { step: 'initialize' },
);
const job = await ports.jobs.load(campaignJobId(process.argv[2] ?? ''));
if (!job) throw new Error('there is no such campaign');
// What waits is not sent here: it may all wait.
const pace = { outstanding: Number.MAX_SAFE_INTEGER, page: limits.campaignPage };
for await (const step of runCampaign(ports, job, pace)) {
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed / 2 ** 20;
  const cost: PageCost = { mails: step.resumeAt === undefined ? mails : 0, calls, heap };
  process.stdout.write(`${JSON.stringify(cost)}\n`);
  mails = 0;
  calls = 0;
}
process.exit();
