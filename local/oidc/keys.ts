import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { KeptFiles } from '../kept-files.ts';
import type { IssuerName } from './people.ts';

/** A private key that signs tokens, with its name. */
export type PrivateJwk = JWK & { readonly kid: string };

/** An issuer's signing key, as private and public JWK. */
export interface SigningKey {
  readonly privateJwk: PrivateJwk;
  /** What `jwks.json` shows. */
  readonly jwks: { readonly keys: readonly JWK[] };
  readonly signer: CryptoKey;
}

/** A new key for an issuer. */
export async function makeSigningKey(issuer: IssuerName): Promise<PrivateJwk> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const kid = `${issuer}-${crypto.randomUUID()}`;
  return { ...(await exportJWK(pair.privateKey)), kid, alg: 'RS256', use: 'sig' };
}

/** The key of an issuer, made once and kept, so that tokens outlive a restart; or the one that is given. */
export async function signingKey(
  issuer: IssuerName,
  files: KeptFiles,
  given?: PrivateJwk,
): Promise<SigningKey> {
  const file = `signing-key-${issuer}.json`;
  const kept = files.read(file)?.toString();
  const privateJwk: PrivateJwk = kept ? JSON.parse(kept) : (given ?? (await makeSigningKey(issuer)));
  if (!kept) files.write(file, JSON.stringify(privateJwk));
  const { kty, n, e, kid, alg, use } = privateJwk;
  return {
    privateJwk,
    jwks: { keys: [{ kty, n, e, kid, alg, use } as JWK] },
    signer: (await importJWK(privateJwk, 'RS256')) as CryptoKey,
  };
}

/** Keys that sign cookies, made once and kept, so that sessions outlive a restart. */
export function keptCookieKeys(files: KeptFiles): string[] {
  const file = 'cookie-keys.json';
  const kept = files.read(file)?.toString();
  if (kept) return JSON.parse(kept) as string[];
  const made = [randomBytes(32).toString('base64url')];
  files.write(file, JSON.stringify(made));
  return made;
}
