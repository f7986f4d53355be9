import { canary } from '../../harness/cloud.ts';
import { stranger } from '../../harness/correspondents.ts';
import { personal } from '../../harness/personal-values.ts';
import type { Customer } from '../acknowledged.ts';
import { patiently } from '../patiently.ts';
import type { CustomerAct, SoakAct, Stage } from '../stage.ts';

/** Sends a mail to support by SMTP, as a server outside does: again, until it is taken. */
async function write({ running, cloud, tally, acknowledged }: Stage, from: string, customer?: Customer) {
  const subject = personal('subject', canary('subject'), [from]);
  const text = personal('words of a mail', canary('words'), [from]);
  const mail = { from, to: cloud.environment.SUPPORT_ADDRESS ?? '', subject, text };
  const began = performance.now();
  const { id } = await patiently(() => running.call('send', mail), { everyMs: 1000 });
  tally.took('mail by SMTP', performance.now() - began);
  acknowledged.inbound.push({ id, customer });
}

/** Somebody writes who is no customer. */
export const strangerWrites: SoakAct = (stage) => {
  const from = stranger();
  return write(stage, personal('address of a stranger', from, [from]));
};

/** A customer writes, once: more might look like somebody else to the product. */
export const customerWrites: CustomerAct = async (stage, who) => {
  if (stage.acknowledged.inbound.some(({ customer }) => customer === who)) return;
  await write(stage, who.email, who);
};
