import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Cloud } from '../cloud.ts';
import { type FictionalCustomer, fictionalCustomers } from './people.ts';

const root = join(import.meta.dirname, '..', '..');

/** Publishes the first policy version and, unless told otherwise, registers fictional customers. What is there already stays. */
export async function seed(cloud: Cloud, options: { readonly customers: boolean }): Promise<void> {
  await publishPolicy(cloud);
  if (!options.customers) return;
  const [first] = fictionalCustomers;
  if (!first || (await isRegistered(cloud, first.username))) return;
  await Promise.all(fictionalCustomers.map((customer) => register(cloud, customer)));
}

/** The operator's own command, with the local cloud's environment. */
export async function publishPolicy(cloud: Pick<Cloud, 'environment'>): Promise<void> {
  const args = [join(root, 'local/commands/publish-policy.ts'), join(root, 'policy/first-version.json')];
  const child = spawn(process.execPath, args, {
    env: { ...cloud.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the first policy version was not published: ${said.trim()}`);
}

/** One GraphQL call. @throws Error with the codes when it was refused. */
export async function call<T>(
  cloud: Pick<Cloud, 'url'>,
  token: string | undefined,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const response = await fetch(`${cloud.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as {
    data?: T;
    errors?: { extensions?: { code?: string } }[];
  };
  if (errors || !data)
    throw new Error(`refused: ${errors?.map((error) => error.extensions?.code).join(', ')}`);
  return data;
}

async function isRegistered(cloud: Cloud, username: string): Promise<boolean> {
  const token = await cloud.oidc.issueToken({ issuer: 'customers', username });
  const { me } = await call<{ me: { id: string } | null }>(cloud, token, '{ me { id } }');
  return me !== null;
}

async function register(cloud: Cloud, customer: FictionalCustomer): Promise<void> {
  const token = await cloud.oidc.issueToken({ issuer: 'customers', username: customer.username });
  const { collectionNotice: notice } = await call<{ collectionNotice: { version: number; digest: string } }>(
    cloud,
    token,
    `query Notice($language: Language!) {
      collectionNotice(form: REGISTRATION, language: $language) { version digest }
    }`,
    { language: customer.language },
  );
  const { username, consents, verifies: _, taxCode: __, ...details } = customer;
  const { registerCustomer } = await call<{
    registerCustomer: { errors: { code: string; path: string[] }[] };
  }>(
    cloud,
    token,
    `mutation Register($input: RegisterCustomerInput!) {
      registerCustomer(input: $input) { errors { code path } }
    }`,
    {
      input: {
        ...details,
        idempotencyKey: `seed-${username}`,
        notice: { ...notice, language: customer.language },
        agreed: true,
        storage: true,
        consents: consents.map((purpose) => ({ purpose, channel: 'EMAIL', granted: true })),
      },
    },
  );
  const [error] = registerCustomer.errors;
  if (error) throw new Error(`${username} could not be registered: ${error.code} at ${error.path.join('.')}`);
}
