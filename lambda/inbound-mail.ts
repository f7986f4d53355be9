import { alarmingLogLines } from './declared/alarming-log-lines.ts';
import { type Receipt, receiveMail } from './domain/inbound/receive-mail.ts';
import { takeUpMails } from './domain/inbound/take-up-mails.ts';
import { tryFiling } from './domain/inbound/try-filing.ts';
import { shredCorrespondents } from './domain/request/shred-correspondent.ts';
import { readReceipts } from './runtime/read-receipt.ts';
import { runEach } from './runtime/run-each.ts';
import { wireInbound } from './runtime/wire-inbound.ts';
import { tablesGate } from './runtime/wire-restore.ts';

const by = 'inboundMail';
const takingUpMilliseconds = 25_000;
const shreddingMilliseconds = 10_000;

/**
 * Files the mails that come in, as SES tells of each once its raw object is there; and on its schedule what was left behind. An event that is no
 * receipt is refused, and told of without its content.
 * @throws Error when a mail could not even be noted, or a receipt not be read: SES comes again, twice, and then the event is kept whole
 */
export async function handler(event: unknown): Promise<void> {
  const receipts = readReceipts(event);
  if (receipts === undefined) return takeTurn();
  let unreadable = 0;
  for (const receipt of receipts) {
    if (receipt === 'UNREADABLE') {
      unreadable += 1;
      wireInbound().log.error(alarmingLogLines.inboundReceiptRefused.event);
    } else await takeIn(receipt);
  }
  if (unreadable > 0) throw new Error(`${unreadable} receipts could not be read`);
}

/** Once a mail is noted, a fault is no reason to be told of it again: the schedule takes it up, also when the tables were behind. */
async function takeIn(receipt: Receipt): Promise<void> {
  const deps = wireInbound();
  const mail = await receiveMail(deps, receipt, by);
  if (!mail) return;
  try {
    if (await tablesGate().areBehind()) return;
    await tryFiling(deps, mail, by);
  } catch (error) {
    deps.log.error('inbound_mail_not_filed', { mailId: mail.id, attempt: mail.attempt }, error);
  }
}

async function takeTurn(): Promise<void> {
  if (await tablesGate().areBehind()) return;
  const deps = wireInbound();
  const within = (milliseconds: number) => ({
    until: new Date(deps.now().getTime() + milliseconds),
    perShard: 25,
  });
  await runEach(deps.log, {
    takeUpMails: async () => {
      const { moved, failed } = await takeUpMails(deps, { by, ...within(takingUpMilliseconds) });
      if (moved + failed > 0) deps.log.info('inbound_mails_taken_up', { count: moved, attempt: failed });
    },
    shredCorrespondents: async () => {
      const { moved, failed } = await shredCorrespondents(deps, within(shreddingMilliseconds));
      if (moved + failed > 0) deps.log.info('correspondents_shredded', { count: moved, attempt: failed });
    },
  });
}
