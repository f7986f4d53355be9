import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud.ts';
import { publishPolicy } from '../../local/seed/seed.ts';

/** A local cloud for one test file, in memory, with the first policy version published, and what its functions logged. */
export interface TestCloud extends Cloud {
  readonly logs: readonly string[];
  /** Asks the API as somebody. `token` undefined: a visitor. */
  ask(query: string, asking?: Asking): Promise<Answer>;
  /** A token: of a staff role, of a customer's user name, or of a machine client. */
  staff(role: string): Promise<string>;
  customer(username: string): Promise<string>;
  service(clientId: string, scopes?: readonly string[]): Promise<string>;
}

export interface Asking {
  readonly token?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by their paths in assertions
  readonly data: any;
  readonly errors: readonly { message: string; path?: string[]; extensions: Record<string, unknown> }[];
  readonly text: string;
}

export async function startTestCloud(
  options: CloudOptions & { readonly policy?: boolean } = {},
): Promise<TestCloud> {
  const logs: string[] = [];
  const engine = process.env['DYNAMODB_ENGINE'] === 'aws' ? 'aws' : 'embedded';
  const cloud = await startCloud({
    engine,
    scheduled: false,
    bundlePaths: inject('bundlePaths'),
    onLog: (name, line) => logs.push(`${name} ${line}`),
    ...options,
  });
  if (options.policy !== false) await publishPolicy(cloud);
  return Object.assign(cloud, {
    logs,
    ask: (query: string, asking: Asking = {}) => ask(cloud.url, query, asking),
    staff: (role: string) => cloud.oidc.issueToken({ issuer: 'staff', username: role }),
    customer: (username: string) => cloud.oidc.issueToken({ issuer: 'customers', username }),
    service: (clientId: string, scopes?: readonly string[]) =>
      cloud.oidc.issueToken({ issuer: 'services', clientId, ...(scopes ? { scopes } : {}) }),
  });
}

async function ask(url: string, query: string, { token, variables, headers }: Asking): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': 'en',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as Partial<Answer>;
  return { status: response.status, data, errors, text };
}

/** Text that stands nowhere else, to be searched for afterwards. */
export const canary = (prefix = 'c'): string => `${prefix}${randomBytes(9).toString('hex')}`;
