import { machineScopes } from '../../lambda/declared/sign-in.ts';

/** Machine clients, their secrets (of this demonstration only, and printed on purpose) and the scopes each may ask for. */
export const serviceClients = {
  'billing-service': {
    secret: 'local-demonstration-secret-of-billing-service',
    scopes: [
      'customers:link',
      'customers:read',
      'payments:disclose',
      'mail:send',
      'contact:check',
      'changes:read',
    ],
  },
  'provisioning-service': {
    secret: 'local-demonstration-secret-of-provisioning-service',
    scopes: [
      'customers:link',
      'customers:read',
      'services:write',
      'mail:send',
      'contact:check',
      'changes:read',
    ],
  },
} as const satisfies Readonly<
  Record<string, { secret: string; scopes: readonly (keyof typeof machineScopes)[] }>
>;

/** Every scope a machine client can hold. */
export const serviceScopes: readonly string[] = Object.keys(machineScopes);

/** What a machine client may ask for; nothing for an unknown one. */
export const machineScopesOf = (clientId: string): readonly string[] =>
  Object.entries(serviceClients).find(([known]) => known === clientId)?.[1].scopes ?? [];

/** Where a public client may be sent back to. */
export interface BrowserClient {
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
}

/** Client metadata of a browser application: no secret, code with PKCE. */
export const publicClient = (clientId: string, client: BrowserClient) => ({
  client_id: clientId,
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: [...client.redirectUris],
  post_logout_redirect_uris: [...(client.postLogoutRedirectUris ?? [])],
});

export const machineClients = () =>
  Object.entries(serviceClients).map(([clientId, { secret, scopes }]) => ({
    client_id: clientId,
    client_secret: secret,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: scopes.join(' '),
  }));
