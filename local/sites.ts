import { join } from 'node:path';
import { buildGraphiql } from '../cdk/graphiql/build.ts';
import { graphiqlHeaders } from '../cdk/graphiql/headers.ts';
import type { PageConfigFile } from '../cdk/graphiql/page-config.ts';
import type { Addresses } from './cloud.ts';
import { buildDemo } from './demo/build.ts';
import { demoHeaders } from './demo/headers.ts';
import type { StaticSite } from './gateway/static-site.ts';

const built = join(import.meta.dirname, '..', '.local', 'build');
const graphiqlDir = join(built, 'graphiql');
const demoDir = join(built, 'demo');

/** Builds the pages; what is up to date is left as it is. */
export async function buildSites(): Promise<void> {
  await Promise.all([buildGraphiql({ outDir: graphiqlDir }), buildDemo({ outDir: demoDir })]);
}

/** GraphiQL for staff and the demonstration frontend, with what they need to know. */
export function sitesOf({ issuers, inboxUrl }: Addresses): Readonly<Record<string, StaticSite>> {
  const graphiql: PageConfigFile = {
    issuer: issuers.staff.issuer,
    clientId: 'graphiql',
    graphqlUrl: '/graphql',
    scopes: ['openid'],
    demo: true,
  };
  const demo = { issuer: issuers.customers.issuer, clientId: 'frontend', graphqlUrl: '/graphql', inboxUrl };
  return {
    '/graphiql': {
      directory: graphiqlDir,
      headers: graphiqlHeaders({ issuerOrigin: new URL(issuers.staff.issuer).origin }),
      texts: { 'config.json': JSON.stringify(graphiql) },
    },
    '/demo': {
      directory: demoDir,
      headers: demoHeaders({ issuerOrigin: new URL(issuers.customers.issuer).origin }),
      texts: { 'config.json': JSON.stringify(demo) },
    },
  };
}
