import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { StaffViewer } from '../../lambda/domain/viewer.ts';
import { readEnvironment } from '../../lambda/runtime/env.ts';
import { createGraphqlServer } from '../../lambda/runtime/graphql-server.ts';
import { createLog } from '../../lambda/runtime/log.ts';
import { PlainRequest } from '../../lambda/runtime/plain-messages.ts';
import { createWiring } from '../../lambda/runtime/wiring.ts';
import { createAuditChain } from '../../lambda/store/audit-lanes.ts';
import { createCustomerStore } from '../../lambda/store/customers.ts';
import { createCommit } from '../../lambda/store/transact.ts';
import type { ApiPorts } from '../../schema/context.ts';
import { benchTables } from './bench-tables.ts';
import { memoryTable } from './memory-table.ts';
import { createOpenServer } from './open-server.ts';

/** Fifty customers, eight personal fields of each, masked. */
export const pageQuery = `query Page { customers(first: 50) {
  nodes {
    id
    name { masked } email { masked } phone { masked }
    address { masked } dateOfBirth { masked } identityNumber { masked }
    taxCode { masked } bankAccount { masked }
  }
  pageInfo { hasNextPage endCursor }
} }`;

/** Who asks. */
export const viewer: StaffViewer = {
  kind: 'staff',
  subject: 'bench',
  roles: ['privacy_officer'],
  purpose: undefined,
  reference: undefined,
  requestId: 'bench-request',
  origin: { address: '192.0.2.7', port: 443 },
  language: 'en',
};

/** Asks a server for the page once. @returns its JSON @throws Error when it is not fifty customers with eight masks each */
export async function askPage(
  server: Pick<ReturnType<typeof createGraphqlServer>, 'fetch'>,
  { log }: Pick<ApiPorts, 'log'>,
): Promise<string> {
  const message = { method: 'POST', headers: { accept: 'application/json' } };
  // As the deployed function makes it.
  const request = new PlainRequest('http://api.invalid/graphql', message) as unknown as Request;
  const { requestId, language } = viewer;
  const given = { query: pageQuery };
  const context = { requestId, language, log, given, viewer: async () => viewer };
  const text = await (await server.fetch(request, context)).text();
  if (text.split('"masked":"').length !== 401) throw new Error(`not the page: ${text.slice(0, 300)}`);
  return text;
}

/** The product's own wiring, with budgets out of the way; log lines are made and go nowhere. */
export function benchPorts(environment: Readonly<Record<string, string>>) {
  Object.assign(process.env, environment);
  const wired = createWiring(readEnvironment({ ...environment, MASKED_READS_PER_HOUR: '1000000000' }));
  return withOthers(wired, { log: createLog({ write: () => {}, now: wired.now, function: 'bench' }) });
}

/** The same ports, with a table that answers at once. */
function inMemory(ports: ReturnType<typeof benchPorts>) {
  const { auditKeys, random, log, now } = ports;
  const dynamo = memoryTable(new DynamoDBClient({}));
  const { records: table, keys: keysTable } = benchTables;
  const auditChain = createAuditChain({
    auditKeys,
    tableName: benchTables.audit,
    now,
    random,
  });
  return withOthers(ports, {
    customers: createCustomerStore({ dynamo, table, keysTable }),
    commit: createCommit({ dynamo, auditChain, random, log }),
  });
}

/** Ports with some of them replaced. The others are not looked at: each is made when it is first asked for, from settings that a bench lacks. */
export function withOthers<T extends object>(ports: T, others: Partial<T>): T {
  return Object.create(ports, Object.getOwnPropertyDescriptors(others));
}

/** The page through three servers: the product's; one without authorization; one without authorization and audit. */
export function pageActs(environment: Readonly<Record<string, string>>, store: 'memory' | 'engine') {
  const wired = benchPorts(environment);
  const ports = store === 'memory' ? inMemory(wired) : wired;
  const product = createGraphqlServer({ ports, introspection: 'staff' });
  const open = createOpenServer({ ports, audited: true });
  const bare = createOpenServer({ ports, audited: false });
  return {
    product: () => askPage(product, ports),
    unauthorized: () => askPage(open, ports),
    unaudited: () => askPage(bare, ports),
  };
}
