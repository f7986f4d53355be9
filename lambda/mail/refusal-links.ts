/** Longest local part of an address (RFC 5321 4.5.3.1.1). */
const localPartLength = 64;

/** Where a refusal goes. */
export interface RefusalLinks {
  /** A page with a button; a POST to it refuses at once (RFC 8058). */
  readonly page: string;
  /** A `mailto:` link: any mail to it refuses. */
  readonly mailbox: string;
}

/** The address of the page behind a token. */
export function refusalPage(linksUrl: string, token: string): string {
  return new URL(`${linksUrl}/links/refuse/${encodeURIComponent(token)}`).href;
}

/**
 * The mailbox behind a token: `refuse@…` takes it as `refuse+token@…`.
 * @throws TypeError when that is no address: a mistake in the operator's settings
 */
export function refusalMailbox(refusalAddress: string, token: string): string {
  const [, name, domain] = /^([A-Za-z0-9._-]+)@([A-Za-z0-9.-]+)$/.exec(refusalAddress) ?? [];
  if (name === undefined || domain === undefined)
    throw new TypeError('the refusal address is no plain address');
  const local = `${name}+${encodeURIComponent(token)}`;
  if (local.length > localPartLength) throw new TypeError('the refusal address leaves no room for a token');
  return `mailto:${local}@${domain}`;
}
