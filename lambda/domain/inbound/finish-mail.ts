import type { Ports } from '../ports.ts';
import type { InboundMail } from './inbound-mail.ts';
import { type LeftoverDeps, removeLeftovers } from './remove-leftovers.ts';

/**
 * The last step with a mail that is settled: its raw object, the only clear copy, is deleted, with the sealed files that no
 * entry names, and nothing is due of it any more. Can be repeated.
 */
export async function finishMail(
  deps: LeftoverDeps & Pick<Ports, 'commit' | 'inboundMails'>,
  settled: InboundMail,
): Promise<void> {
  await deps.inboundBucket.deleteRaw(settled.id);
  await removeLeftovers(deps, settled);
  const after = { ...settled, version: settled.version + 1, dueAt: undefined };
  await deps.commit([deps.inboundMails.replace(settled, after)], []);
}
