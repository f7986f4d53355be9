import * as oauth from 'oauth4webapi';

export interface SignInOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Exactly as the issuer knows it. */
  readonly redirectUri: string;
}

/** Who is signed in, for as long as the browser's tab lives. */
export interface Session {
  readonly accessToken: string;
  /** What the issuer calls the person. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What must outlive the visit to the issuer. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const pendingKey = 'cloudfly-demo-sign-in';
const scope = 'openid profile';

/** Plain http is for an issuer on this machine alone. */
function connection(issuer: string) {
  const { protocol, hostname } = new URL(issuer);
  const loopback = hostname === '127.0.0.1' || hostname === 'localhost';
  return { [oauth.allowInsecureRequests]: protocol === 'http:' && loopback };
}

async function discover({ issuer }: SignInOptions): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  return oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, connection(issuer)));
}

/** The address at the issuer to go to: OpenID Connect, authorization code with PKCE (RFC 7636). */
export async function beginSignIn(options: SignInOptions, returnTo: string): Promise<URL> {
  const server = await discover(options);
  if (!server.authorization_endpoint) throw new Error('The issuer names no authorization endpoint.');
  const pending: Pending = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    returnTo,
  };
  sessionStorage.setItem(pendingKey, JSON.stringify(pending));
  const url = new URL(server.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: options.clientId,
    redirect_uri: options.redirectUri,
    response_type: 'code',
    scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  }).toString();
  return url;
}

/**
 * Turns the issuer's answer in the page's address into a session; undefined when the address holds none.
 * @throws when the answer is a refusal, or is not the one this tab asked for
 */
export async function completeSignIn(
  options: SignInOptions,
  address: URL,
): Promise<{ session: Session; returnTo: string } | undefined> {
  const { searchParams } = address;
  if (!searchParams.has('code') && !searchParams.has('error')) return undefined;
  const kept = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  if (kept === null) throw new Error('This tab asked for no sign-in.');
  const pending: Pending = JSON.parse(kept);
  const server = await discover(options);
  const client: oauth.Client = { client_id: options.clientId };
  const answer = oauth.validateAuthResponse(server, client, searchParams, pending.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answer,
    options.redirectUri,
    pending.verifier,
    connection(options.issuer),
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: pending.nonce,
    requireIdToken: true,
  });
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  const name = claims?.name ?? claims?.preferred_username;
  return {
    returnTo: pending.returnTo,
    session: {
      accessToken: tokens.access_token,
      name: typeof name === 'string' ? name : '',
      expiresAt: Date.now() + (tokens.expires_in ?? 0) * 1000,
    },
  };
}

/** The issuer's address that ends its own session too; undefined when it has none. No token goes into it: addresses are logged. */
export async function endSignIn(options: SignInOptions): Promise<URL | undefined> {
  const { end_session_endpoint: endpoint } = await discover(options);
  if (!endpoint) return undefined;
  const url = new URL(endpoint);
  url.search = new URLSearchParams({
    client_id: options.clientId,
    post_logout_redirect_uri: options.redirectUri,
  }).toString();
  return url;
}
