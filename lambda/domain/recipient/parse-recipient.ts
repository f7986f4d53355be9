import { DomainError } from '../errors.ts';
import { holdsContact } from '../input/holds-contact.ts';
import { type Parser, refuse } from '../input/parser.ts';
import { text } from '../input/text.ts';
import { judgeKey } from './judge-key.ts';
import type { RecipientKey } from './recipient.ts';

const anything = /^[^\p{Cc}]*$/u;

const line = text({ longest: 200, characters: anything });

/** An organisation's name, which customers and the trail are shown: no address of anybody, and no telephone number. */
export const recipientName: Parser<string> = (value, path, issues) => {
  const name = line(value, path, issues);
  if (name === undefined) return undefined;
  return holdsContact(name) ? refuse(issues, 'CONTACT_NOT_ACCEPTED', path) : name;
};
/** How somebody who asks in its name is authenticated. */
export const authentication = text({ longest: 500, characters: anything });

/** A public key as text, and until when it is good. @throws DomainError PRIVATE_KEY, KEY_NOT_ACCEPTED at `key`, IN_THE_PAST at `keyExpiresAt` */
export function parseKey(key: string, keyExpiresAt: Date | undefined, now: Date): RecipientKey {
  const judged = judgeKey(key);
  if (!judged) throw new DomainError('KEY_NOT_ACCEPTED', ['key']);
  if (keyExpiresAt !== undefined && keyExpiresAt <= now)
    throw new DomainError('IN_THE_PAST', ['keyExpiresAt']);
  return { ...judged, expiresAt: keyExpiresAt?.toISOString() };
}

/** Whether a key can be used at an instant. */
export const isUsable = ({ expiresAt }: RecipientKey, at: Date): boolean =>
  expiresAt === undefined || at.toISOString() < expiresAt;
