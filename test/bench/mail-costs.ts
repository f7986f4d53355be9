import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lambda/declared/environment.ts';
import { enqueueMail, queuedMail } from '../../lambda/domain/mail/enqueue-mail.ts';
import type { Mail } from '../../lambda/domain/mail/mail.ts';
import { mailIdAt } from '../../lambda/domain/mail/mail-id.ts';
import { startCloud } from '../../local/cloud.ts';
import { bundleEntries } from '../../local/functions/bundle.ts';
import { fillCampaign, fillStates } from './campaign-fill.ts';
import { idle } from './idle.ts';
import type { MailCost } from './mail-worker.ts';
import { benchPorts } from './page-of-customers.ts';
import { storeCustomers } from './stored-customers.ts';

const worker = fileURLToPath(new URL('./mail-worker.ts', import.meta.url));
type Named = Pick<Mail, 'id' | 'customerId'>;

/** What sending one mail costs: the answer to a request, which is a duty, and one of a campaign, each with the gate asked again. */
export async function mailCosts(
  bundlePaths: Readonly<Record<string, string>>,
  outDir: string,
  count = 240,
): Promise<Readonly<Record<'duty' | 'advertising', MailCost>>> {
  const { mailWorker = '' } = await bundleEntries({ mailWorker: worker }, outDir);
  const cloud = await startCloud({
    engine: 'embedded',
    scheduled: false,
    // Nobody else sends.
    bundlePaths: { ...bundlePaths, dispatch: idle, archive: idle, jobs: idle, mailEvents: idle },
    environment: { [environment.mailsPerSecond]: '100000' },
  });
  try {
    const ports = benchPorts(cloud.environment);
    const ids = await storeCustomers(ports, { perShard: count, shards: 1 });
    await fillStates(new DynamoDBClient({}), cloud.tableNames.records, ids);
    const campaignId = await fillCampaign(ports);
    const duties: Named[] = [];
    const advertising: Named[] = [];
    for (const customerId of ids) {
      const keyring = await ports.sealing.loadKeyring(customerId);
      if (!keyring) throw new Error('a customer has no keys');
      const facts = { language: 'vi', requestedBy: 'bench', requestId: 'bench' } as const;
      const variables = { reference: 'REQ-1', answer: 'Đây là những gì chúng tôi có về bạn.' };
      const duty = enqueueMail(ports, await ports.sealing.ready(['contact'], [keyring]), keyring, {
        ...facts,
        filled: { template: 'REQUEST_ANSWER', variables },
      });
      const id = mailIdAt(ports.now(), ports.random);
      const draft = { ...facts, id, customerId, template: 'CAMPAIGN', campaignId } as const;
      const advert: Mail = { ...queuedMail(draft, 'PROMOTIONS', ports.now()), advertising: true };
      await ports.commit([duty.write, ports.outbox.insert(advert)], []);
      duties.push(duty.mail);
      advertising.push(advert);
    }
    const costOf = (mails: readonly Named[]) => sent(mailWorker, cloud.environment, mails);
    return { duty: await costOf(duties), advertising: await costOf(advertising) };
  } finally {
    await cloud.stop();
  }
}

/** Has mails sent by a process that does nothing else. */
async function sent(script: string, env: Readonly<Record<string, string>>, mails: readonly Named[]) {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const named = mails.map(({ id, customerId }) => ({ mailId: id, customerId }));
  child.stdin.end(`${JSON.stringify(named)}\n`);
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('COST ')) return JSON.parse(line.slice(5)) as MailCost;
  throw new Error('the mails were not sent');
}

export const mailHeading = [
  'one mail sent',
  'CPU ms',
  'Get',
  'BatchGet',
  'Query',
  'Transact',
  'Update',
  'SES',
];

/** Numbers of one kind of mail. @throws Error when it calls what has no column */
export function mailRow([name, { milliseconds, calls }]: readonly [string, MailCost]): readonly string[] {
  const columns = ['GetItem', 'BatchGetItem', 'Query', 'TransactWriteItems', 'UpdateItem'];
  const unknown = Object.keys(calls).filter((operation) => !columns.includes(operation));
  if (unknown.length > 0) throw new Error(`no column for ${unknown.join(', ')}`);
  const shown = columns.map((operation) => Number((calls[operation] ?? 0).toFixed(2)) || '.');
  return [name, milliseconds.toFixed(1), ...shown.map(String), '1'];
}
