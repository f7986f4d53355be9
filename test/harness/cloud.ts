import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud.ts';
import { publishPolicy } from '../../local/seed/publish-policy.ts';
import { type Answer, type Asking, askAt } from './ask.ts';
import { searchForLeaks } from './leak-search.ts';
import { rememberedValues } from './personal-values.ts';

export type { Answer, Asking } from './ask.ts';
export { awsOf } from './aws-of.ts';

/**
 * A local cloud for one test file, in memory, with the first policy version published, and what its functions logged. As it is stopped it is searched
 * for every personal value that the harness made: one that is found fails the file.
 */
export interface TestCloud extends Cloud {
  readonly logs: string[];
  /** Every refusal that a caller was given, as JSON. */
  readonly refusals: string[];
  /** The database itself, for what no caller could do. */
  readonly direct: DynamoDBClient;
  /** Asks the API as somebody. `token` undefined: a visitor. */
  ask(query: string, asking?: Asking): Promise<Answer>;
  /** A token: of a staff role, of a customer's user name, or of a machine client. */
  staff(role: string): Promise<string>;
  customer(username: string): Promise<string>;
  service(clientId: string, scopes?: readonly string[]): Promise<string>;
  /** A token of an employee whom nobody else is, with budgets of their own. */
  employee(...roles: readonly string[]): Promise<string>;
}

/** One address asks everything here: what is counted by address is not what these tests are about. */
export const generous = { REGISTRATIONS_PER_HOUR: '10000', REQUESTS_PER_MINUTE: '1000000' };

export async function startTestCloud(
  options: CloudOptions & {
    readonly policy?: boolean;
    /** Why this cloud is not searched for personal values as it is stopped. */
    readonly unsearched?: string;
  } = {},
): Promise<TestCloud> {
  const logs: string[] = [];
  const refusals: string[] = [];
  const engine = process.env.DYNAMODB_ENGINE === 'aws' ? 'aws' : 'embedded';
  const cloud = await startCloud({
    engine,
    scheduled: false,
    bundlePaths: inject('bundlePaths'),
    signingKeys: inject('signingKeys'),
    onLog: (name, line) => logs.push(`${name} ${line}`),
    ...options,
    environment: { ...generous, ...options.environment },
  });
  if (options.policy !== false) await publishPolicy(cloud, inject('publishCommand'));
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const direct = new DynamoDBClient({
    region: cloud.environment.AWS_REGION ?? '',
    credentials,
    endpoint: cloud.dynamo.url,
  });
  const { stop, oidc } = cloud;
  let stopped = false;
  return Object.assign(cloud, {
    logs,
    refusals,
    direct,
    ask: (query: string, asking: Asking = {}) => askAt(cloud.url, query, asking, refusals),
    staff: (role: string) => oidc.issueToken({ issuer: 'staff', username: role }),
    customer: (username: string) => oidc.issueToken({ issuer: 'customers', username }),
    service: (clientId: string, scopes?: readonly string[]) =>
      oidc.issueToken({ issuer: 'services', clientId, ...(scopes ? { scopes } : {}) }),
    employee: (...groups: readonly string[]) =>
      oidc.issueToken({ issuer: 'staff', username: canary('staff'), groups }),
    async stop() {
      const isSearched = options.unsearched === undefined && !stopped;
      stopped = true;
      try {
        if (isSearched) await expectNoLeaks(cloud as TestCloud, options.directory);
      } finally {
        direct.destroy();
        await stop();
      }
    },
  });
}

async function expectNoLeaks(cloud: TestCloud, directory: string | undefined): Promise<void> {
  const secrets = rememberedValues();
  if (secrets.length === 0) return;
  const leaks = await searchForLeaks(cloud, { secrets, ...(directory ? { directory } : {}) });
  if (leaks.length > 0) throw new Error(`personal values lie in the open: ${JSON.stringify(leaks, null, 1)}`);
}

/** Text that stands nowhere else, to be searched for afterwards. Letters only: a row of digits might pass for the number of a card. */
export const canary = (prefix = 'c'): string =>
  prefix + [...randomBytes(18)].map((byte) => String.fromCharCode(0x61 + (byte % 26))).join('');
