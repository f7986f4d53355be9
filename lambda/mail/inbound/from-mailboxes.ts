import { addressParser } from 'postal-mime';
import { cleanLine } from './clean-text.ts';

/** Characters of a From field that are read, and mailboxes that are told of. DMARC is about one. */
const mostCharacters = 8000;
const mostMailboxes = 20;

/**
 * Every mailbox of From fields (RFC 5322 3.6.2), those in groups too. An address that does not stand there letter for letter, because it was encoded
 * as a name is, is nobody's address.
 */
export function fromMailboxes(fields: readonly string[]): readonly { address: string; name: string }[] {
  return fields
    .flatMap((field) => mailboxesOf(field.slice(0, mostCharacters)))
    .slice(0, mostMailboxes)
    .map(({ address, name }) => ({ address: cleanLine(address), name: cleanLine(name) }));
}

function mailboxesOf(field: string): readonly { address: string; name: string }[] {
  try {
    const mailboxes = addressParser(field, { flatten: true });
    return mailboxes.flatMap(({ address = '', name }) =>
      address !== '' && field.includes(address) ? [{ address, name }] : [],
    );
  } catch {
    return [];
  }
}
