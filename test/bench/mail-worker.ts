/** Sends mails one after the other, as the functions that send do, and tells what one cost. Bundled; run in a process of its own. */
import { createInterface } from 'node:readline';
import { sendMail } from '../../lambda/domain/mail/send-mail.ts';
import { wireMail } from '../../lambda/runtime/wire-mail.ts';
import { wire } from '../../lambda/runtime/wiring.ts';
import { countCalls } from './count-calls.ts';
import { spentOn } from './spent-on.ts';

export interface MailCost {
  /** Of processor time, one mail. */
  readonly milliseconds: number;
  /** Calls of DynamoDB, one mail; to which SES's one call comes. */
  readonly calls: Readonly<Record<string, number>>;
}

const ports = wireMail();
const calls = countCalls(wire().dynamo);

async function send(mails: readonly { customerId: string; mailId: string }[]): Promise<void> {
  for (const mail of mails) {
    const state = await sendMail(ports, { ...mail, by: 'bench' });
    if (state === 'SENT') continue;
    const kept = await ports.outbox.load(mail.customerId, mail.mailId);
    throw new Error(`a mail was not sent: ${state} ${kept?.reason}`);
  }
}
for await (const line of createInterface({ input: process.stdin })) {
  const mails = JSON.parse(line);
  const warmUp = Math.floor(mails.length / 4);
  await send(mails.slice(0, warmUp));
  calls.clear();
  const { cpu } = await spentOn(() => send(mails.slice(warmUp)));
  const count = mails.length - warmUp;
  const cost: MailCost = {
    milliseconds: cpu / count,
    calls: Object.fromEntries([...calls].map(([name, all]) => [name.replace('Command', ''), all / count])),
  };
  process.stdout.write(`COST ${JSON.stringify(cost)}\n`);
  process.exit();
}
