import { systemEntryOf } from '../audit/entry.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { mailIdOf } from '../mail/mail-id.ts';
import type { LoadedCustomer } from '../ports/customers.ts';
import type { Ports } from '../ports.ts';
import type { CustomerDisclosure, Disclosure } from './disclosure.ts';
import { basisWords } from './disclosure-words.ts';
import type { DisclosurePurpose } from './purpose.ts';
import { openInstrument } from './sealed-words.ts';

export type TellDeps = Pick<Ports, 'now' | 'random' | 'commit' | 'sealing' | 'outbox' | 'disclosures'>;

/**
 * Tells one customer by mail what of theirs was given to whom, for what, and on what basis (P1.6, P6.5): a duty, which the gate lets go to a confirmed
 * address alone. In one transaction with the row that says so: nobody is told twice.
 * @throws DomainError STALE_REVISION when the row is no longer the one read
 */
export async function tellCustomer(
  deps: TellDeps,
  disclosure: Disclosure,
  row: CustomerDisclosure,
  { customer, keyring }: LoadedCustomer,
): Promise<void> {
  const { id: disclosureId, basis, handedOutAt } = disclosure;
  const disclosedAt = handedOutAt ?? row.at;
  const { language, id: customerId } = customer;
  const instrument = await openInstrument(deps, disclosure);
  const sealing = await deps.sealing.ready(['contact'], [keyring]);
  const requestId = deps.random.id();
  const { mail, write } = enqueueMail(deps, sealing, keyring, {
    id: mailIdOf(new Date(disclosedAt), 'DISCLOSURE_NOTICE', disclosureId, customerId),
    language,
    filled: {
      template: 'DISCLOSURE_NOTICE',
      variables: {
        recipient: row.recipientName,
        purpose: row.purpose as DisclosurePurpose,
        basis: basisWords(basis, instrument, language),
        fields: [...row.fields],
        disclosedAt,
      },
    },
    requestedBy: 'system:packages',
    requestId,
  });
  const told = { ...row, toldAt: deps.now().toISOString(), version: row.version + 1 };
  const keys = deps.sealing.saveKeyring(keyring);
  const facts = { customerId, fields: row.fields, reference: disclosureId, mailId: mail.id };
  await deps.commit(
    [deps.disclosures.putOfCustomer(row, told), write, ...(keys ? [keys] : [])],
    [systemEntryOf('packages', requestId, { action: 'TELL_OF_DISCLOSURE', ...facts })],
  );
}
