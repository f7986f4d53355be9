import * as oauth from 'oauth4webapi';
import type { PageConfig } from './page-config.ts';
import { forgetSession, keepSession, type Session, sessionOf } from './session.ts';

/** What is remembered between leaving for the sign-in and coming back from it. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}
const pendingKey = 'sign-in';

/** The page's own address: where the issuer sends people back to. */
const redirectUri = () => new URL('./', location.origin + location.pathname).href;

/** Plain http is for an issuer on this very machine alone. */
function requestOptions(config: PageConfig) {
  const { protocol, hostname } = new URL(config.issuer);
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return { [oauth.allowInsecureRequests]: protocol === 'http:' && loopback };
}

async function discover(config: PageConfig): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(config.issuer);
  const response = await oauth.discoveryRequest(issuer, { ...requestOptions(config), algorithm: 'oidc' });
  return oauth.processDiscoveryResponse(issuer, response);
}

/** Leaves for the issuer's sign-in page: code with PKCE (RFC 7636), state and nonce. */
export async function beginSignIn(config: PageConfig): Promise<void> {
  const server = await discover(config);
  const endpoint = config.authorizationEndpoint ?? server.authorization_endpoint;
  if (endpoint === undefined) throw new Error('The issuer names no sign-in page.');
  const pending: Pending = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  };
  sessionStorage.setItem(pendingKey, JSON.stringify(pending));
  const url = new URL(endpoint);
  const parameters = {
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: config.scopes.join(' '),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  location.assign(url);
}

/** Whether this page was opened by the issuer, with an answer to a sign-in. */
export function isReturn(): boolean {
  const query = new URLSearchParams(location.search);
  return query.has('state') && (query.has('code') || query.has('error'));
}

/**
 * Redeems the code that the issuer sent along. The code leaves the address bar first, whatever comes of it.
 * @throws Error when the answer is not to a sign-in that this tab began, or does not hold
 */
export async function finishSignIn(config: PageConfig): Promise<Session> {
  const returned = new URL(location.href);
  history.replaceState(null, '', redirectUri());
  const kept = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  if (kept === null) throw new Error('This sign-in was not begun in this tab.');
  const pending = JSON.parse(kept) as Pending;
  const server = await discover(config);
  const client: oauth.Client = { client_id: config.clientId };
  const answer = oauth.validateAuthResponse(server, client, returned, pending.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answer,
    redirectUri(),
    pending.verifier,
    requestOptions(config),
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: pending.nonce,
    requireIdToken: true,
  });
  const session = sessionOf(tokens.access_token, oauth.getValidatedIdTokenClaims(tokens) ?? {});
  keepSession(session);
  return session;
}

/** Forgets everything here, then ends the session at the issuer where it says how. */
export async function signOut(config: PageConfig): Promise<void> {
  forgetSession();
  const server = await discover(config).catch(() => undefined);
  const endpoint = server?.end_session_endpoint;
  const url = new URL(endpoint ?? redirectUri());
  if (endpoint !== undefined) {
    url.searchParams.set('client_id', config.clientId);
    url.searchParams.set('post_logout_redirect_uri', redirectUri());
    // Cognito's name for the same.
    url.searchParams.set('logout_uri', redirectUri());
  }
  location.assign(url);
}
