import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SigningKey } from './keys.ts';
import type { Person } from './people.ts';

/** Seconds a token is good for. */
export const accessTokenSeconds = 8 * 60 * 60;

/**
 * The claims that make an access token look like Amazon Cognito's with the address that the staff pool adds, beside `iss`, `iat`, `exp` and `jti`. There is no
 * `aud`: whoever verifies one looks at `client_id` and `token_use`.
 * Source: Amazon Cognito Developer Guide, "Understanding the access token".
 */
export function cognitoClaims(clientId: string, scopes: readonly string[], person?: Person) {
  return {
    sub: person?.subject ?? clientId,
    client_id: clientId,
    token_use: 'access',
    scope: scopes.join(' '),
    ...(person && { username: person.username }),
    ...(person?.email !== undefined && { email: person.email, email_verified: true }),
    ...(person && person.groups.length > 0 && { 'cognito:groups': [...person.groups] }),
  };
}

export interface MintInput {
  readonly issuer: string;
  readonly key: SigningKey;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Seconds; negative for a token already past. */
  readonly expiresIn: number;
  /** Claims that replace or, when undefined, remove those above. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Signs an access token with the issuer's own key. */
export async function mintToken(input: MintInput): Promise<string> {
  const iat = Math.floor(input.at.getTime() / 1000);
  const payload = {
    iss: input.issuer,
    ...input.claims,
    iat,
    exp: iat + input.expiresIn,
    jti: randomUUID(),
    ...input.overrides,
  };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', kid: input.key.privateJwk.kid })
    .sign(input.key.signer);
}
