import type { Ports } from '../ports.ts';
import type { InboundMail } from './inbound-mail.ts';

/**
 * The last step with a mail that is settled: its raw object, the only clear copy, is deleted, and nothing is due of it any more. Can be
 * repeated.
 */
export async function finishMail(
  deps: Pick<Ports, 'commit' | 'inboundMails' | 'inboundBucket'>,
  settled: InboundMail,
): Promise<void> {
  await deps.inboundBucket.deleteRaw(settled.id);
  const after = { ...settled, version: settled.version + 1, dueAt: undefined };
  await deps.commit([deps.inboundMails.replace(settled, after)], []);
}
