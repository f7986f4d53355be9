import { invalidParameter, SesError } from './errors.ts';
import type { Envelope } from './mailbox.ts';
import { listOf, pairsOf } from './query-protocol.ts';
import type { ReadMail } from './read-mail.ts';

/** Headers that RFC 5322, 3.6 allows once; SES refuses a second one. */
const once = ['from', 'sender', 'reply-to', 'to', 'cc', 'bcc', 'subject', 'date', 'message-id'];
const mostRecipients = 50;

/** What the real one would refuse beside bad addresses; whatever is absent is not checked. */
export interface Acceptance {
  /** Verified identities: addresses, or domains with their subdomains. */
  readonly verifiedSenders?: readonly string[];
  readonly configurationSets?: readonly string[];
}

/**
 * The envelope of one SendRawEmail: members of the request first, then SES's own headers, then the mail's.
 *
 * @throws SesError InvalidParameterValue, MessageRejected, ConfigurationSetDoesNotExist
 */
export function envelopeOf(form: URLSearchParams, mail: ReadMail, acceptance: Acceptance): Envelope {
  for (const name of once)
    if (mail.headers.filter((header) => header.name.toLowerCase() === name).length > 1)
      throw invalidParameter(`Duplicate header '${name}'.`);
  const [from] = mail.from;
  if (!from) throw invalidParameter("Missing required header 'From'.");
  const source = plainAddress(form.get('Source') ?? from.address);
  for (const sender of new Set([source, plainAddress(from.address)])) requireVerified(sender, acceptance);

  const given = listOf(form, 'Destinations');
  const destinations = (
    given.length > 0 ? given : [...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address)
  ).map(plainAddress);
  if (destinations.length === 0) throw invalidParameter("Missing required header 'To'.");
  if (destinations.length > mostRecipients)
    throw invalidParameter(`Recipient count exceeds ${mostRecipients}.`);

  const configurationSet = form.get('ConfigurationSetName') ?? headerOf(mail, 'x-ses-configuration-set');
  if (
    configurationSet &&
    acceptance.configurationSets &&
    !acceptance.configurationSets.includes(configurationSet)
  )
    throw new SesError(
      'ConfigurationSetDoesNotExist',
      `Configuration set <${configurationSet}> does not exist.`,
    );
  const tags = tagsOf(form, mail);
  return { source, destinations, tags, ...(configurationSet && { configurationSet }) };
}

/** The address within `Name <address>`, which must be plain ASCII: SES wants other domains in punycode. */
function plainAddress(text: string): string {
  const address = (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim();
  const at = address.lastIndexOf('@');
  if (at < 0) throw invalidParameter("Missing final '@domain'");
  const local = address.slice(0, at);
  const domain = address.slice(at + 1);
  if (!/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/.test(local) || /^\.|\.\.|\.$/.test(local))
    throw invalidParameter(
      'Local address contains control, whitespace or other characters that are not allowed',
    );
  if (!/^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$/.test(domain))
    throw invalidParameter('Domain contains illegal character or is incomplete');
  return address;
}

function requireVerified(sender: string, { verifiedSenders }: Acceptance): void {
  const lower = sender.toLowerCase();
  const domain = lower.slice(lower.lastIndexOf('@') + 1);
  const verified = verifiedSenders?.some((identity) => {
    const allowed = identity.toLowerCase();
    return allowed === lower || allowed === domain || domain.endsWith(`.${allowed}`);
  });
  if (verified === false)
    throw new SesError(
      'MessageRejected',
      'Email address is not verified. The sender failed the check in the local region.',
    );
}

function tagsOf(form: URLSearchParams, mail: ReadMail): Record<string, string> {
  const inHeader = (headerOf(mail, 'x-ses-message-tags') ?? '')
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => pair.trim().split('=') as [string, string?]);
  const pairs = [...inHeader, ...pairsOf(form, 'Tags')];
  for (const part of pairs.flat())
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(part ?? ''))
      throw invalidParameter('A message tag may contain letters, digits, _ and - only, up to 256 of them.');
  return Object.fromEntries(pairs);
}

function headerOf(mail: ReadMail, name: string): string | undefined {
  return mail.headers.find((header) => header.name.toLowerCase() === name)?.value.trim() || undefined;
}
