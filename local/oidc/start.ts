import { Provider } from 'oidc-provider';
import { keepFiles } from '../kept-files.ts';
import { serveOnLoopback } from '../loopback-server.ts';
import { openAdapter } from './adapter.ts';
import { type BrowserClient, machineClients, publicClient, serviceScopes } from './clients.ts';
import { issuerConfiguration } from './configuration.ts';
import { issueToken, type TokenRequest } from './issue-token.ts';
import { keptCookieKeys, type PrivateJwk, type SigningKey, signingKey } from './keys.ts';
import { answer, type Mount } from './mount.ts';
import { pagePolicy } from './page.ts';
import { customerPeople, type IssuerName, staffPeople } from './people.ts';

export interface OidcOptions {
  /** Default 0: any free port. The port is part of the issuers' names: tokens outlive a restart on the same one only. */
  readonly port?: number;
  /** Keeps keys, sessions and new accounts; without it nothing outlives the process. */
  readonly directory?: string;
  /** Browser application of the staff (client `graphiql`) and of customers (client `frontend`). */
  readonly staff: BrowserClient;
  readonly customers: BrowserClient;
  /** Customers offered on the sign-in page. */
  readonly demoCustomers?: readonly { readonly username: string; readonly name?: string }[];
  /** Origins whose scripts may call the token endpoint. */
  readonly browserOrigins?: readonly string[];
  /** Keys made before, since making one takes its time; otherwise they are made at the first start. */
  readonly signingKeys?: SigningKeys;
}
export type SigningKeys = Readonly<Record<IssuerName, PrivateJwk>>;

/** What a function is told about an issuer it trusts. */
export interface Issuer {
  readonly issuer: string;
  readonly clientIds: readonly string[];
  readonly jwks: SigningKey['jwks'];
}

export interface Oidc {
  readonly url: string;
  readonly issuers: Readonly<Record<IssuerName, Issuer>>;
  /** Signs a token with the issuer's key without a sign-in, for the command line and for tests, odd ones included. */
  issueToken(request: TokenRequest): Promise<string>;
  stop(): Promise<void>;
}

const names = ['staff', 'customers', 'services'] as const;

/** Three OpenID issuers on one port: `/staff`, `/customers` and `/services`. */
export async function startOidc(options: OidcOptions): Promise<Oidc> {
  const files = keepFiles(options.directory);
  const cookieKeys = keptCookieKeys(files);
  const clients = {
    staff: [publicClient('graphiql', options.staff)],
    customers: [publicClient('frontend', options.customers)],
    services: machineClients(),
  };
  const people = {
    staff: staffPeople(),
    customers: customerPeople(options.demoCustomers ?? [], files),
    services: undefined,
  };
  const keys = Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await signingKey(name, files, options.signingKeys?.[name])] as const),
    ),
  ) as Record<IssuerName, SigningKey>;

  const returns = [options.staff, options.customers].flatMap((client) => [
    ...client.redirectUris,
    ...(client.postLogoutRedirectUris ?? []),
  ]);
  const policy = pagePolicy([...new Set(returns.map((uri) => new URL(uri).origin))]);
  const mounts: Mount[] = [];
  const server = await serveOnLoopback('The identity provider', options.port, (request, response) =>
    answer(mounts, policy, request, response),
  );

  for (const name of names) {
    const provider = new Provider(
      `${server.url}/${name}`,
      issuerConfiguration({
        name,
        clients: clients[name],
        apiScopes: name === 'services' ? serviceScopes : [],
        people: people[name],
        key: keys[name],
        adapter: openAdapter(`sessions-${name}.json`, files),
        cookieKeys,
        browserOrigins: options.browserOrigins ?? [],
      }),
    );
    provider.on('server_error', (_context, error) => console.error('The identity provider failed:', error));
    mounts.push({ name, provider, people: people[name] });
  }

  const issuer = (name: IssuerName): Issuer => ({
    issuer: `${server.url}/${name}`,
    clientIds: clients[name].map((client) => client.client_id),
    jwks: keys[name].jwks,
  });
  const issuers = { staff: issuer('staff'), customers: issuer('customers'), services: issuer('services') };

  return {
    url: server.url,
    issuers,
    issueToken: (request) => issueToken({ url: server.url, key: keys[request.issuer] }, request),
    stop: () => server.stop(),
  };
}
