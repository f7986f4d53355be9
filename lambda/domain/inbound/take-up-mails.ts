import { alarmingLogLines } from '../../declared/alarming-log-lines.ts';
import { limits } from '../../declared/limits.ts';
import { systemEntryOf } from '../audit/entry.ts';
import { DomainError } from '../errors.ts';
import { type Sweep, type Swept, sweepDue } from '../sweep-due.ts';
import type { FileMailDeps } from './file-mail.ts';
import { finishMail } from './finish-mail.ts';
import type { InboundMail } from './inbound-mail.ts';
import { againAt } from './receive-mail.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { tryFiling } from './try-filing.ts';

/**
 * Takes up what was left behind: mails that were received and not filed, and settled ones whose raw object is still there. After
 * `limits.inboundAttempts` a mail is given up: its raw object stays for the operator, and somebody is woken.
 * @param by name of the deployed function that acts
 * @param perShard most mails taken of one shard
 */
export async function takeUpMails(
  deps: FileMailDeps,
  { by, ...sweep }: Sweep & { readonly by: string },
): Promise<Swept> {
  const from = {
    lane: 'inbound-mails',
    fault: 'inbound_mail_not_filed',
    due: async (shard: number, at: Date, first: number) =>
      (await deps.inboundMails.due(shard, at, first)).map((mailId) => ({ mailId })),
    act: ({ mailId }: { mailId: string }) => takeUp(deps, mailId, by),
  } as const;
  return sweepDue(deps, from, sweep);
}

async function takeUp(deps: FileMailDeps, id: string, by: string): Promise<'MOVED' | 'WAITING'> {
  const mail = await deps.inboundMails.load(id);
  const now = deps.now();
  if (mail?.dueAt === undefined || mail.dueAt > now.toISOString()) return 'WAITING';
  if (mail.state !== 'RECEIVED') {
    await finishMail(deps, mail);
    return 'MOVED';
  }
  if (mail.attempt >= limits.inboundAttempts) {
    await giveUp(deps, mail, by);
    return 'MOVED';
  }
  const { version, attempt } = mail;
  const taken = { ...mail, version: version + 1, attempt: attempt + 1, dueAt: againAt(now) };
  try {
    await deps.commit([deps.inboundMails.replace(mail, taken)], []);
  } catch (error) {
    // Somebody else has taken it.
    if (error instanceof DomainError && error.code === 'STALE_REVISION') return 'WAITING';
    throw error;
  }
  await tryFiling(deps, taken, by);
  return 'MOVED';
}

/** Told before it is settled: a crash in between tells it twice, never not at all. */
async function giveUp(deps: FileMailDeps, mail: InboundMail, by: string): Promise<void> {
  const { id, version, attempt, cause = 'NOT_FILED' } = mail;
  deps.log.error(alarmingLogLines.inboundMailGivenUp.event, { mailId: id, attempt, code: cause });
  const after = { ...mail, state: 'GIVEN_UP', cause, version: version + 1, dueAt: undefined } as const;
  const entry = systemEntryOf(by, id, { action: 'GIVE_UP_MAIL', mailId: id });
  await deps.commit([deps.inboundMails.replace(mail, after)], [entry]);
  await removeLeftovers(deps, after);
}
