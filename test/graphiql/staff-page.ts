import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSchema, graphql } from 'graphql';
import { buildGraphiql } from '../../cdk/graphiql/build.ts';
import { graphiqlHeaders } from '../../cdk/graphiql/headers.ts';
import type { EventV1 } from '../../local/gateway/event-v1.ts';
import { startGateway } from '../../local/gateway/start.ts';
import { type Oidc, startOidc } from '../../local/oidc/start.ts';

const repository = resolve(import.meta.dirname, '../..');
const customerId = Buffer.from('Customer:01JXAMPLE0000000000000000A').toString('base64url');

/** Made-up answers in the shape of the real schema: what is tested here is the page. */
const answers = {
  customers: {
    nodes: [
      {
        id: customerId,
        state: 'ACTIVE',
        addressState: 'VERIFIED',
        name: { masked: 'N•••••••••' },
        email: { masked: 'n••••@••••' },
        phone: { masked: '••••••••67' },
      },
    ],
    pageInfo: { hasNextPage: false, endCursor: null },
  },
  customer: {
    name: { value: 'Nguyễn Thị Minh Khai' },
    email: { value: 'khai@example.com' },
    phone: { value: '+84901234567' },
    address: { masked: '1•••••••' },
  },
};

export interface StaffPage {
  /** Of the page. */
  readonly url: string;
  readonly origins: readonly string[];
  readonly oidc: Oidc;
  readonly customerId: string;
  /** Headers of each request to the API, names in lower case. */
  readonly requests: Readonly<Record<string, string>>[];
  /** Variables of each. */
  readonly variables: unknown[];
  stop(): Promise<void>;
}

/** The built page as it is served locally, with a real sign-in and an API that answers from the committed schema. */
export async function startStaffPage(): Promise<StaffPage> {
  const directory = resolve(repository, 'dist/graphiql');
  await buildGraphiql({ outDir: directory });
  const schema = buildSchema(readFileSync(resolve(repository, 'schema/schema.graphql'), 'utf8'));
  const requests: Record<string, string>[] = [];
  const sentVariables: unknown[] = [];
  let oidc: Oidc | undefined;

  const answerGraphql = async (event: unknown) => {
    const { body, headers } = event as EventV1;
    requests.push(
      Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
    );
    const { query, variables, operationName } = JSON.parse(body ?? '{}');
    sentVariables.push(variables);
    const answer = await graphql({
      schema,
      source: query,
      variableValues: variables,
      operationName,
      rootValue: answers,
    });
    return json(answer);
  };

  const gateway = await startGateway({
    routes: [
      { method: 'POST', path: '/graphql', invoke: answerGraphql },
      {
        method: 'GET',
        path: '/graphiql/config.json',
        invoke: async () => json({ issuer: oidc?.issuers.staff.issuer, demo: true }),
      },
    ],
    staticSites: {
      '/graphiql': {
        directory,
        get headers() {
          return graphiqlHeaders({ issuerOrigin: oidc?.url ?? '' });
        },
      },
    },
  });
  const url = `${gateway.url}/graphiql/`;
  oidc = await startOidc({
    staff: { redirectUris: [url], postLogoutRedirectUris: [url] },
    customers: { redirectUris: [url] },
    browserOrigins: [gateway.url],
  });
  const started = oidc;
  return {
    url,
    origins: [gateway.url, oidc.url],
    oidc,
    customerId,
    requests,
    variables: sentVariables,
    async stop() {
      await gateway.stop();
      await started.stop();
    },
  };
}

const json = (body: unknown) => ({
  result: { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
});
