import type { DocumentNode } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { ApiContext, ApiPorts } from '../../schema/context.ts';
import { schema } from '../../schema/index.ts';
import { createLoaders } from '../../schema/loaders.ts';
import { useDescriptions } from '../../schema/use-descriptions.ts';
import { useDocumentLimits } from '../../schema/use-document-limits.ts';
import { useShutEngine } from '../../schema/use-engine.ts';
import { usePersistedDocuments } from '../../schema/use-persisted-documents.ts';
import { usePlanCheck } from '../../schema/use-plan-check.ts';
import { type Answering, useSafeErrors } from '../../schema/use-safe-errors.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { GraphqlParams } from './graphql-params.ts';
import { PlainResponse } from './plain-messages.ts';
import { useGivenParams } from './use-given-params.ts';

/** What each request brings: what it says, how to word its errors, and who asks (found out only when the document is good). */
export interface RequestContext extends Answering {
  readonly given: GraphqlParams;
  readonly viewer: () => Promise<Viewer>;
}

/** Characters of the documents kept parsed; a parsed one takes some thirty times its text. */
const keptCharacters = 1_000_000;

/**
 * The GraphQL server. Plugins run in this order: the request as it was read, persisted documents, engine, limits of the document, plan
 * check; errors are made safe last. No form posts, no GraphiQL, no CORS of its own, no batching: the request was read before.
 */
export function createGraphqlServer(deps: { ports: ApiPorts; introspection: 'staff' | 'everyone' }) {
  const { ports, introspection } = deps;
  const documentCache = new LRUCache<string, DocumentNode>({
    maxSize: keptCharacters,
    sizeCalculation: (_, text) => text.length + 1,
  });
  return createYoga<RequestContext, ApiContext>({
    schema,
    fetchAPI: { Response: PlainResponse as unknown as typeof Response },
    context: async ({ viewer: findViewer }) => {
      const viewer = await findViewer();
      return { viewer, ports, ...createLoaders(ports, viewer) };
    },
    plugins: [
      useGivenParams(),
      usePersistedDocuments(),
      useShutEngine(),
      useDocumentLimits(),
      usePlanCheck({ introspection }),
      useDescriptions(),
      useSafeErrors(),
    ],
    parserAndValidationCache: { documentCache, errorCache: neverKept },
    extraParamNames: ['documentId'],
    maxRequestBodySize: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    maskedErrors: false,
  });
}

/** A syntax error is found again faster than it is remembered. */
const neverKept = { get: () => undefined, set: () => {} };
