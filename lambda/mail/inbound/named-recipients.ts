import { fromMailboxes } from './from-mailboxes.ts';
import { type FieldName, type Head, mostTimes } from './read-head.ts';

/**
 * Addresses of To and Cc, as far as they are the sender's own word. A signed mail stays signed when whoever got it writes a field before it that
 * the signature does not cover, or writes a covered one a second time (RFC 6376 5.4.2, 8.15): such a field, and all of a mail that has two ids, names
 * nobody. Which signature is good a mail does not say; so every one has to cover the field.
 */
export function namedRecipients(values: Head['values']): readonly string[] {
  const signatures = values('dkim-signature');
  if (signatures.length >= mostTimes || values('message-id').length > 1) return [];
  const isTheirs = (name: FieldName) =>
    values(name).length === 1 && signatures.every((signature) => coveredBy(signature).includes(name));
  return (['to', 'cc'] as const)
    .filter(isTheirs)
    .flatMap((name) => fromMailboxes(values(name)).map(({ address }) => address));
}

/** Names of the fields that a signature covers: its tag `h` (RFC 6376 3.5). */
function coveredBy(signature: string): readonly string[] {
  const [, covered = ''] = /(?:^|;)\s*h\s*=([^;]*)/.exec(signature.slice(0, mostCharacters)) ?? [];
  return covered.split(':').map((name) => name.trim().toLowerCase());
}

/** Of one signature that are read. */
const mostCharacters = 8000;
