import { type Context, interactionPolicy, type Token } from 'oidc-provider';
import { accessTokenSeconds, cognitoClaims } from './access-token.ts';
import type { openAdapter } from './adapter.ts';
import { machineScopesOf } from './clients.ts';
import type { SigningKey } from './keys.ts';
import { escapeHtml, page } from './page.ts';
import type { IssuerName, People } from './people.ts';

export interface IssuerConfiguration {
  readonly name: IssuerName;
  readonly clients: readonly object[];
  /** Scopes of the API that tokens may carry. */
  readonly apiScopes: readonly string[];
  /** Undefined for an issuer of machine tokens. */
  readonly people?: People | undefined;
  readonly key: SigningKey;
  readonly adapter: ReturnType<typeof openAdapter>;
  readonly cookieKeys: readonly string[];
  readonly browserOrigins: readonly string[];
}

/** The one audience; tokens do not name it, as Cognito's do not. */
const api = 'urn:cloudfly:privacy-api';
const identityScopes = 'openid profile email';

/** A claim that is there for the library's check, and not in the token. */
const unspoken = { toJSON: () => undefined };

function shapeToken(options: IssuerConfiguration, token: Token, payload: Record<string, unknown>): void {
  const person = options.people?.bySubject(token.accountId ?? '');
  // Asking for none means all that the client may have, as with Cognito.
  const asked = typeof payload.scope === 'string' ? payload.scope.split(' ') : undefined;
  const scopes = asked ?? (person ? [] : machineScopesOf(token.clientId));
  Object.assign(payload, cognitoClaims(token.clientId, person ? ['openid', ...scopes] : scopes, person));
  payload.aud = unspoken;
}

/** Everything that a browser application of ours asks for is granted without a further page. */
async function grantAll(context: Context, apiScopes: readonly string[]) {
  const { client, session, provider } = context.oidc;
  const known = session.grantIdFor(client.clientId);
  const grant =
    (known && (await provider.Grant.find(known))) ||
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(identityScopes);
  grant.addResourceScope(api, apiScopes.join(' '));
  await grant.save();
  return grant;
}

function withoutConsentPage() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

const ask = (form: string) =>
  `${form}<ul><li><button form="op.logoutForm" name="logout" value="yes">Sign out</button></li></ul>`;

/** What oidc-provider is told about one issuer. */
export function issuerConfiguration(options: IssuerConfiguration): Record<string, unknown> {
  const { name, people, browserOrigins } = options;
  return {
    adapter: options.adapter,
    clients: options.clients,
    jwks: { keys: [options.key.privateJwk] },
    scopes: ['openid', 'profile', 'email', ...options.apiScopes],
    claims: { openid: ['sub', 'cognito:groups'], profile: ['name', 'preferred_username'], email: ['email'] },
    // Claims go into the ID token: the browser applications call no userinfo endpoint.
    conformIdTokenClaims: false,
    cookies: {
      keys: [...options.cookieKeys],
      // One host serves the issuers; a session belongs to one of them.
      names: {
        session: `${name}_session`,
        interaction: `${name}_interaction`,
        resume: `${name}_interaction_resume`,
      },
      long: { httpOnly: true, sameSite: 'lax', path: `/${name}` },
    },
    clientBasedCORS: (_context: Context, origin: string) => browserOrigins.includes(origin),
    responseTypes: ['code'],
    interactions: {
      policy: withoutConsentPage(),
      url: (_context: Context, interaction: { uid: string }) => `/${name}/sign-in/${interaction.uid}`,
    },
    loadExistingGrant: (context: Context) => grantAll(context, options.apiScopes),
    findAccount: async (_context: Context, subject: string) => {
      const person = people?.bySubject(subject);
      return (
        person && {
          accountId: subject,
          claims: async () => ({
            sub: subject,
            name: person.name,
            preferred_username: person.username,
            ...(person.username.includes('@') && { email: person.username }),
            'cognito:groups': person.groups,
          }),
        }
      );
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: name === 'services' },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => api,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: options.apiScopes.join(' '),
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      rpInitiatedLogout: {
        enabled: people !== undefined,
        logoutSource: (context: Context, form: string) => {
          context.body = page('Sign out?', ask(form));
        },
        postLogoutSuccessSource: (context: Context) => {
          context.body = page('Signed out', '<p>You can close this page.</p>');
        },
      },
    },
    formats: {
      customizers: {
        jwt: (
          _context: Context,
          token: Token,
          jwt: { header?: object; payload: Record<string, unknown> },
        ) => {
          shapeToken(options, token, jwt.payload);
          jwt.header = { typ: undefined };
        },
      },
    },
    ttl: {
      AccessToken: accessTokenSeconds,
      ClientCredentials: accessTokenSeconds,
      AuthorizationCode: 60,
      IdToken: accessTokenSeconds,
      Interaction: 60 * 60,
      Session: 14 * 24 * 60 * 60,
      Grant: 14 * 24 * 60 * 60,
    },
    renderError: (context: Context, out: { error: string; error_description?: string }) => {
      context.type = 'html';
      const words = [out.error, out.error_description].filter((word) => word !== undefined);
      context.body = page('This sign-in cannot go on', `<p>${words.map(escapeHtml).join(': ')}</p>`);
    },
  };
}
