import { createYoga } from 'graphql-yoga';
import type { ApiContext, ApiPorts } from '../../schema/context.ts';
import { schema } from '../../schema/index.ts';
import { createLoaders } from '../../schema/loaders.ts';
import { useDocumentLimits } from '../../schema/use-document-limits.ts';
import { useShutEngine } from '../../schema/use-engine.ts';
import { usePlanCheck } from '../../schema/use-plan-check.ts';
import { type Answering, useSafeErrors } from '../../schema/use-safe-errors.ts';
import { limits } from '../declared/limits.ts';
import type { Viewer } from '../domain/viewer.ts';

/** What each request brings: how to word its errors, and who asks (found out only when the document is valid). */
export interface RequestContext extends Answering {
  readonly viewer: () => Promise<Viewer>;
}

/**
 * The GraphQL server. Plugins run in this order: engine, limits of the document, plan check; errors are made safe last. No form
 * posts, no GraphiQL, no CORS of its own, no batching.
 */
export function createGraphqlServer(deps: { ports: ApiPorts; introspection: 'staff' | 'everyone' }) {
  const { ports, introspection } = deps;
  return createYoga<RequestContext, ApiContext>({
    schema,
    context: async ({ viewer: findViewer }) => {
      const viewer = await findViewer();
      return { viewer, ports, ...createLoaders(ports, viewer) };
    },
    plugins: [useShutEngine(), useDocumentLimits(), usePlanCheck({ introspection }), useSafeErrors()],
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    maskedErrors: false,
    maxRequestBodySize: limits.bodyBytes,
    parserAndValidationCache: true,
  });
}
export type GraphqlServer = ReturnType<typeof createGraphqlServer>;
