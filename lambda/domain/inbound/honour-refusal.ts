import type { RefuseDeps } from '../contact/refuse.ts';
import { refuseByMail } from '../contact/refuse-by-mail.ts';
import type { Ports } from '../ports.ts';
import type { InboundMail } from './inbound-mail.ts';
import { proofOf } from './judge-inbound.ts';
import { reachedBy } from './mailboxes.ts';
import type { ParsedMail } from './parsed-mail.ts';
import { type WeighDeps, weighMail } from './weigh-mail.ts';

/**
 * Honours a mail to the refusal address before anything else, held or not (P2.6): what its token says, whoever sent it; without one all
 * mail, where the sender is a customer, is proven (P3.6) and wrote to that address: a signed mail to somebody else, which they hand on to it,
 * is a request like any. Done again, it changes nothing.
 * @returns whether it led to a customer
 */
export async function honourRefusal(
  deps: WeighDeps & RefuseDeps & Pick<Ports, 'commit'>,
  mail: InboundMail,
  parsed: ParsedMail,
): Promise<boolean> {
  if (mail.mailbox !== 'REFUSAL') return false;
  if (mail.refusal) return refuseByMail(deps, mail.refusal, mail.id);
  if (reachedBy(deps.mailboxes, parsed.recipients).mailbox !== 'REFUSAL') return false;
  const { sender, facts } = await weighMail(deps, mail, parsed, false);
  if (sender.kind !== 'CUSTOMER' || proofOf(facts) !== 'AUTHENTICATED') return false;
  return refuseByMail(deps, { customerId: sender.loaded.customer.id, purpose: 'ALL' }, mail.id);
}
