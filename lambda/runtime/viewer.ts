import { serviceScopes, staffRoles } from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import { type Language, languages, type Origin, type Viewer } from '../domain/viewer.ts';
import type { JwtVerifier } from './tokens.ts';

/** A request as the viewer is made from it. */
export interface Asking {
  readonly header: (name: string) => string | undefined;
  readonly origin: Origin;
  readonly requestId: string;
}

/**
 * Who asks. Without a token: a visitor. Staff roles come from the staff issuer alone, scopes from the services' issuer alone.
 * @throws DomainError UNAUTHENTICATED for a token that is expired, foreign, forged, or not an access token: never taken for a visitor's
 */
export async function viewerOf(tokens: JwtVerifier, asking: Asking): Promise<Viewer> {
  const { header, origin, requestId } = asking;
  const base = { origin, requestId, language: languageOf(header('accept-language')) };
  const authorization = header('authorization');
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
        purpose: header('x-processing-purpose'),
        reference: header('x-reference'),
      };
    case 'customer':
      return { kind: 'customer', ...base, issuer: claims.iss, subject: claims.sub };
    case 'service':
      return {
        kind: 'service',
        ...base,
        clientId: claims.clientId,
        scopes: serviceScopes.filter((scope) =>
          claims.scopes.some((given) => given === scope || given.endsWith(`/${scope}`)),
        ),
      };
  }
}

/** The first language of `Accept-Language` that CloudFly speaks, by weight; Vietnamese when there is none. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .slice(0, 256)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters
        .map((one) => /^\s*q=([01](?:\.\d{0,3})?)$/.exec(one)?.[1])
        .find((one) => one !== undefined);
      return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    const spoken = languages.find((one) => one === language);
    if (spoken) return spoken;
  }
  return 'vi';
}
