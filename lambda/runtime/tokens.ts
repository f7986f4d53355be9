import { JwtVerifier as AwsJwtVerifier } from 'aws-jwt-verify';
import {
  FetchError,
  JwksNotAvailableInCacheError,
  WaitPeriodNotYetEndedJwkError,
} from 'aws-jwt-verify/error';
import type { JwtPayload } from 'aws-jwt-verify/jwt-model';
import * as z from 'zod/mini';
import { DomainError } from '../domain/errors.ts';
import type { IssuerSettings } from './env.ts';

/** Which of the three issuers a token is of. */
export type IssuerKind = 'staff' | 'customer' | 'service';

/** What is taken from an access token. */
export interface VerifiedToken {
  readonly issuer: IssuerKind;
  readonly claims: {
    readonly iss: string;
    readonly sub: string;
    readonly clientId: string;
    readonly groups: readonly string[];
    readonly scopes: readonly string[];
  };
}

export interface JwtVerifier {
  /** Undefined for any token that is not a good access token of a known issuer and client. @throws DomainError TEMPORARILY_UNAVAILABLE */
  verify(token: string): Promise<VerifiedToken | undefined>;
}

const claimsShape = z.object({
  iss: z.string(),
  sub: z.string().check(z.minLength(1), z.maxLength(256)),
  client_id: z.optional(z.string()),
  azp: z.optional(z.string()),
  aud: z.optional(z.union([z.string(), z.array(z.string())])),
  token_use: z.optional(z.string()),
  scope: z.optional(z.string()),
  'cognito:groups': z.optional(z.array(z.string())),
});

/** Verifies access tokens: signature (RS256 and the like, by the issuer's keys), issuer, expiry, client. */
export function createTokenVerifier(
  issuers: Readonly<Partial<Record<IssuerKind, IssuerSettings | undefined>>>,
): JwtVerifier {
  const verifiers = (['staff', 'customer', 'service'] as const).flatMap((kind) => {
    const settings = issuers[kind];
    return settings ? [{ kind, settings, verify: verifierOf(settings) }] : [];
  });
  return {
    async verify(token) {
      const issuer = unverifiedIssuer(token);
      for (const { kind, settings, verify } of verifiers) {
        if (settings.issuer !== issuer) continue;
        const payload = await verify(token);
        const claims = payload && acceptedClaims(kind, settings, payload);
        if (claims) return { issuer: kind, claims };
      }
      return undefined;
    },
  };
}

function verifierOf(settings: IssuerSettings): (token: string) => Promise<JwtPayload | undefined> {
  const { issuer, jwksUri, jwks } = settings;
  const verifier = AwsJwtVerifier.create({ issuer, audience: null, ...(jwksUri ? { jwksUri } : {}) });
  if (jwks) verifier.cacheJwks(jwks as never);
  return async (token) => {
    try {
      return jwks ? verifier.verifySync(token) : await verifier.verify(token);
    } catch (error) {
      const keysOutOfReach =
        error instanceof FetchError ||
        (!jwks && error instanceof JwksNotAvailableInCacheError) ||
        error instanceof WaitPeriodNotYetEndedJwkError;
      if (keysOutOfReach) throw new DomainError('TEMPORARILY_UNAVAILABLE', [], { retryAfterSeconds: 10 });
      return undefined;
    }
  };
}

/** The client must be one of those named; an ID token is not an access token. */
function acceptedClaims(
  kind: IssuerKind,
  settings: IssuerSettings,
  payload: JwtPayload,
): VerifiedToken['claims'] | undefined {
  const parsed = claimsShape.safeParse(payload);
  if (!parsed.success) return undefined;
  const { iss, sub, client_id, azp, aud, token_use, scope } = parsed.data;
  // Staff and service tokens are Cognito's; customers may come from any OpenID issuer, whose access tokens name an audience instead.
  if (kind === 'customer' ? token_use !== undefined && token_use !== 'access' : token_use !== 'access')
    return undefined;
  const named = client_id ?? azp;
  const candidates = named === undefined && kind === 'customer' ? [aud ?? []].flat() : [named ?? ''];
  const clientId = candidates.find((candidate) => settings.clientIds.includes(candidate));
  if (clientId === undefined) return undefined;
  return {
    iss,
    sub,
    clientId,
    groups: parsed.data['cognito:groups'] ?? [],
    scopes: (scope ?? '').split(' ').filter(Boolean),
  };
}

/** The issuer that a token claims, to choose whose keys judge it. Nothing else is believed before that. */
function unverifiedIssuer(token: string): string | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'iss' in claims && typeof claims.iss === 'string'
      ? claims.iss
      : undefined;
  } catch {
    return undefined;
  }
}
