import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { limits } from '../declared/limits.ts';
import { type Mail, type MailState, mailStates } from '../domain/mail/mail.ts';
import type { CampaignCounts } from '../domain/ports/campaigns.ts';
import type { Write } from '../domain/ports/commit.ts';
import { batchGet } from './batch-get.ts';
import { shardOf } from './due-index.ts';
import { type Key, toItem, write } from './item.ts';

/** Ends that have a reason worth counting. */
const withReason: readonly MailState[] = ['SUPPRESSED', 'FAILED'];
const statePrefix = 'state_';
const reasonPrefix = 'reason_';

const countKey = (campaignId: string, shard: number): Key => ({
  pk: `CAMPAIGN#${campaignId}#${String(shard).padStart(2, '0')}`,
  sk: 'COUNT',
});

/** Adds to the counters of one shard, by mail, that it came from one state to another. */
export function countMail(table: string, mail: Mail, from: MailState, to: MailState): Write {
  if (mail.campaignId === undefined) throw new TypeError('Only mails of a campaign are counted.');
  const isEnd = withReason.includes(to) && mail.reason !== undefined && from !== to;
  const steps: readonly (readonly [string, number])[] = [
    ...(from === to
      ? [[statePrefix + to, 0] as const]
      : [[statePrefix + from, -1] as const, [statePrefix + to, 1] as const]),
    ...(isEnd ? [[reasonPrefix + mail.reason, 1] as const] : []),
  ];
  return write('STALE_REVISION', [], {
    Update: {
      TableName: table,
      Key: toItem(countKey(mail.campaignId, shardOf(mail.id))),
      UpdateExpression: `SET #kind = :kind ADD ${steps.map((_, n) => `#n${n} :n${n}`).join(', ')}`,
      ExpressionAttributeNames: {
        '#kind': 'kind',
        ...Object.fromEntries(steps.map(([name], n) => [`#n${n}`, name])),
      },
      ExpressionAttributeValues: toItem({
        ':kind': 'CAMPAIGN_COUNT',
        ...Object.fromEntries(steps.map(([, amount], n) => [`:n${n}`, amount])),
      }),
    },
  });
}

/** All shards together. Not a snapshot: a mail may move between two of its reads, and is then counted in one state or the other. */
export async function readCounts(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  campaignId: string,
): Promise<CampaignCounts> {
  const keys = Array.from({ length: limits.indexShards }, (_, shard) => toItem(countKey(campaignId, shard)));
  const found = await batchGet(dynamo, { [table]: keys });
  const states: Partial<Record<MailState, number>> = {};
  const reasons: Record<string, number> = {};
  for (const item of found[table] ?? [])
    for (const [name, value] of Object.entries(unmarshall(item))) {
      if (typeof value !== 'number') continue;
      const state = mailStates.find((one) => name === statePrefix + one);
      if (state) states[state] = (states[state] ?? 0) + value;
      else if (name.startsWith(reasonPrefix)) {
        const reason = name.slice(reasonPrefix.length);
        reasons[reason] = (reasons[reason] ?? 0) + value;
      }
    }
  return { states, reasons };
}
