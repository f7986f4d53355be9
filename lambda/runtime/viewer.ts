import { machineResourceServer } from '../declared/sign-in.ts';
import { serviceScopes, staffRoles } from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import { Personal } from '../domain/pii.ts';
import type { Language, Viewer } from '../domain/viewer.ts';
import type { GatewayRequest } from './gateway-event.ts';
import type { JwtVerifier } from './tokens.ts';

/**
 * Who asks. Without a token: a visitor. Staff roles come from the staff issuer alone, scopes from the services' issuer alone.
 * @throws DomainError UNAUTHENTICATED for a token that is expired, foreign, forged, or not an access token: never taken for a visitor's
 */
export async function viewerOf(
  tokens: JwtVerifier,
  { headers, origin, requestId }: Pick<GatewayRequest, 'headers' | 'origin' | 'requestId'>,
  { language }: { readonly language: Language },
): Promise<Viewer> {
  const base = { origin, requestId, language };
  const authorization = headers.get('authorization');
  if (authorization === undefined) return { kind: 'visitor', ...base };
  const [, token] = /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(authorization) ?? [];
  if (token === undefined) throw new DomainError('UNAUTHENTICATED');
  const verified = await tokens.verify(token);
  if (!verified) throw new DomainError('UNAUTHENTICATED');
  const { claims } = verified;
  switch (verified.issuer) {
    case 'staff':
      return {
        kind: 'staff',
        ...base,
        subject: claims.sub,
        roles: staffRoles.filter((role) => claims.groups.includes(role)),
        purpose: headers.get('x-processing-purpose'),
        reference: headers.get('x-reference'),
        ...(claims.verifiedEmail !== undefined && { verifiedEmail: new Personal(claims.verifiedEmail) }),
      };
    case 'customer':
      return { kind: 'customer', ...base, issuer: claims.iss, subject: claims.sub };
    case 'service':
      return {
        kind: 'service',
        ...base,
        clientId: claims.clientId,
        scopes: serviceScopes.filter(
          (scope) =>
            claims.scopes.includes(scope) || claims.scopes.includes(`${machineResourceServer}/${scope}`),
        ),
      };
  }
}
