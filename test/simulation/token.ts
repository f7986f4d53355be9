import { sign } from 'node:crypto';
import { issuers, signingKey } from './environment.ts';
import { time } from './virtual-time.ts';

/** Whoever is at the other end of the API. */
export interface Person {
  readonly issuer: keyof typeof issuers;
  readonly subject: string;
  readonly groups?: readonly string[];
  readonly scopes?: string;
  readonly email?: string;
}

/** A token as the issuers make them, good for an hour. */
export function tokenOf({ issuer, subject, groups, scopes, email }: Person): string {
  const { issuer: iss, clientIds } = issuers[issuer];
  const iat = Math.floor(time.now() / 1000);
  const claims = {
    ...{ iss, sub: subject, token_use: 'access', scope: scopes ?? 'openid', iat, exp: iat + 3600 },
    client_id: issuer === 'service' ? subject : clientIds[0],
    ...(groups && { 'cognito:groups': groups }),
    ...(email !== undefined && { email, email_verified: true }),
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', kid: 'simulated' })}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), signingKey.privateKey).toString('base64url')}`;
}
