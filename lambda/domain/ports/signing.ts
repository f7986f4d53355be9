import type { RefusablePurpose } from '../purposes.ts';

/** The tokens of refusal links: a MAC over customer and purpose, under a key of their own. They never expire (RFC 8058). */
export interface RefusalTokens {
  ready(): Promise<ReadyRefusalTokens>;
}

export interface ReadyRefusalTokens {
  tokenOf(customerId: string, purpose: RefusablePurpose | 'ALL'): string;
  /** Undefined for what was not made here. */
  read(token: string): { customerId: string; purpose: RefusablePurpose | 'ALL' } | undefined;
}

/** Signs what customers take away (receipts, certificates) with a key that nothing else uses. */
export interface Signer {
  /** JWS compact serialization (RFC 7515), ES256, over a JSON payload. */
  sign(payload: Readonly<Record<string, unknown>>, type: string): Promise<string>;
  /** The public key as a JWK (RFC 7517) with its thumbprint as `kid`. */
  publicKey(): Promise<Readonly<Record<string, string>>>;
}
