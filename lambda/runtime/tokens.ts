import { JwtVerifier as AwsJwtVerifier } from 'aws-jwt-verify';
import {
  FetchError,
  JwksNotAvailableInCacheError,
  WaitPeriodNotYetEndedJwkError,
} from 'aws-jwt-verify/error';
import { type Fetcher, SimpleFetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { decomposeUnverifiedJwt } from 'aws-jwt-verify/jwt';
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
    /** Where the issuer puts it into access tokens, and vouches for it (OpenID Connect Core 5.1). */
    readonly verifiedEmail?: string;
  };
}

export interface JwtVerifier {
  /** Undefined for any token that is not a good access token of a known issuer and client. @throws DomainError TEMPORARILY_UNAVAILABLE */
  verify(token: string): Promise<VerifiedToken | undefined>;
}

const claimsShape = z.object({
  iss: z.string(),
  exp: z.number(),
  sub: z.string().check(z.minLength(1), z.maxLength(256)),
  client_id: z.string(),
  aud: z.optional(z.union([z.string(), z.array(z.string())])),
  token_use: z.optional(z.string()),
  scope: z.optional(z.string()),
  'cognito:groups': z.optional(z.array(z.string())),
  email: z.optional(z.string()),
  email_verified: z.optional(z.union([z.boolean(), z.string()])),
});

/** Verifies access tokens: signature (RS256 and the like, by the issuer's keys), issuer, expiry, client. */
export function createTokenVerifier(
  issuers: Readonly<Partial<Record<IssuerKind, IssuerSettings | undefined>>>,
  fetcher: Fetcher = new SimpleFetcher(),
): JwtVerifier {
  const verifiers = (['staff', 'customer', 'service'] as const).flatMap((kind) => {
    const settings = issuers[kind];
    return settings ? [{ kind, settings, verify: verifierOf(settings, fetcher) }] : [];
  });
  return {
    async verify(token) {
      const issuer = unverifiedIssuer(token);
      for (const { kind, settings, verify } of verifiers) {
        if (settings.issuer !== issuer) continue;
        const decoded = await verify(token);
        const claims = decoded && acceptedClaims(kind, settings, decoded);
        if (claims) return { issuer: kind, claims };
      }
      return undefined;
    },
  };
}

/** A token whose signature, issuer and times are good. */
interface Decoded {
  /** `typ` of its header. */
  readonly type: string;
  readonly payload: JwtPayload;
}

function verifierOf(
  settings: IssuerSettings,
  fetcher: Fetcher,
): (token: string) => Promise<Decoded | undefined> {
  const { issuer, jwksUri, jwks } = settings;
  const verifier = AwsJwtVerifier.create(
    { issuer, audience: null, ...(jwksUri ? { jwksUri } : {}) },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  if (jwks) verifier.cacheJwks(jwks as never);
  return async (token) => {
    try {
      const payload = jwks ? verifier.verifySync(token) : await verifier.verify(token);
      const { typ, crit } = decomposeUnverifiedJwt(token).header as { typ?: unknown; crit?: unknown };
      // Nothing that a header may call critical is understood here, and the library does not look (RFC 7515 4.1.11).
      if (crit !== undefined) return undefined;
      return { type: typeof typ === 'string' ? typ : '', payload };
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

/**
 * An access token, for one of the clients named. An ID token is none: Cognito's say what they are in `token_use`, those of other
 * providers in the header, `at+jwt` (RFC 9068 2.1), and there they name who they are for. Staff and services sign in with Cognito alone.
 */
function acceptedClaims(
  kind: IssuerKind,
  settings: IssuerSettings,
  { type, payload }: Decoded,
): VerifiedToken['claims'] | undefined {
  const parsed = claimsShape.safeParse(payload);
  if (!parsed.success) return undefined;
  const { iss, sub, client_id, aud, token_use, scope, email, email_verified: isVerified } = parsed.data;
  const isCognitos = token_use === 'access';
  const isStandard = token_use === undefined && /^(application\/)?at\+jwt$/i.test(type);
  if (!isCognitos && !(isStandard && kind === 'customer')) return undefined;
  if (!settings.clientIds.includes(client_id)) return undefined;
  const audiences = [settings.audience, ...settings.clientIds];
  if (aud !== undefined && ![aud].flat().some((one) => audiences.includes(one))) return undefined;
  return {
    iss,
    sub,
    clientId: client_id,
    groups: parsed.data['cognito:groups'] ?? [],
    scopes: (scope ?? '').split(' ').filter(Boolean),
    ...(email !== undefined && String(isVerified) === 'true' && { verifiedEmail: email }),
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
