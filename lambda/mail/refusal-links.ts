import { subaddress } from './subaddress.ts';

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
  return `mailto:${subaddress(refusalAddress, token)}`;
}
