import { makeToken } from '../contact/link-token.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import type { Mail } from '../mail/mail.ts';
import type { Write } from '../ports/commit.ts';
import type { ContactState } from '../ports/contact.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { ReadySealing } from '../ports/sealing.ts';
import type { Ports } from '../ports.ts';
import type { InformationRequest } from './information-request.ts';

/** The mail that asks, or reminds, and the token behind its link: single use, bound to the address it goes to. */
export function informationMail(
  deps: Pick<Ports, 'now' | 'random' | 'outbox' | 'tokens' | 'settings'>,
  sealing: Pick<ReadySealing, 'seal'>,
  { customer, keyring }: LoadedCustomer,
  asked: Pick<InformationRequest, 'reference' | 'fields' | 'until'>,
  by: {
    readonly contact: ContactState;
    /** Who asks, as the audit trail names them. */
    readonly requestedBy: string;
    readonly requestId: string;
  },
): { readonly mail: Mail; readonly tokenId: string; readonly writes: readonly Write[] } {
  const { reference, fields, until } = asked;
  const { id, secretHash, token } = makeToken(deps.random);
  const link = `${deps.settings.linksUrl}/links/information/${token}`;
  const { requestedBy, requestId, contact } = by;
  const { mail, write } = enqueueMail(deps, sealing, keyring, {
    language: customer.language,
    filled: { template: 'INFORMATION_REQUEST', variables: { link, reference, fields: [...fields], until } },
    requestedBy,
    requestId,
  });
  const row = deps.tokens.insert({
    id,
    purpose: 'GIVE_INFORMATION',
    secretHash,
    subjectId: customer.id,
    emailIndex: contact.emailIndexes[0],
    expiresAt: until,
    attempts: 0,
    usedAt: undefined,
  });
  return { mail, tokenId: id, writes: [row, write] };
}
