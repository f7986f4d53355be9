import { accessTokenSeconds, cognitoClaims, mintToken } from './access-token.ts';
import { machineClients, machineScopesOf } from './clients.ts';
import type { SigningKey } from './keys.ts';
import { customerPerson, type IssuerName, staffPerson } from './people.ts';

export interface TokenRequest {
  readonly issuer: IssuerName;
  /** A role or user name of staff, any user name of a customer. */
  readonly username?: string;
  /** Default: the issuer's browser application, or its first machine client. */
  readonly clientId?: string;
  readonly groups?: readonly string[];
  readonly scopes?: readonly string[];
  /** Seconds; negative for a token already past. */
  readonly expiresIn?: number;
  /** Claims to replace, or to remove with undefined. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** Signs a token with an issuer's key without a sign-in. `url` is the base address of the issuers. */
export async function issueToken(
  { url, key }: { readonly url: string; readonly key: SigningKey },
  request: TokenRequest,
): Promise<string> {
  const { issuer, username } = request;
  const clientId = request.clientId ?? defaultClient(issuer);
  const found = username && (issuer === 'staff' ? staffPerson(username) : customerPerson(username));
  const person = found ? { ...found, groups: request.groups ?? found.groups } : undefined;
  const own = issuer === 'services' ? machineScopesOf(clientId) : ['openid'];
  return mintToken({
    issuer: `${url}/${issuer}`,
    key,
    claims: cognitoClaims(clientId, request.scopes ?? own, person),
    expiresIn: request.expiresIn ?? accessTokenSeconds,
    overrides: request.overrides ?? {},
    at: new Date(),
  });
}

function defaultClient(issuer: IssuerName): string {
  if (issuer === 'services') return machineClients()[0]?.client_id ?? issuer;
  return issuer === 'staff' ? 'graphiql' : 'frontend';
}
