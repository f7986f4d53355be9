import type { Plugin } from 'graphql-yoga';
import manifest from './generated/persisted-documents.json' with { type: 'json' };
import { type Asked, requestRefusal } from './own-error.ts';

const documents: ReadonlyMap<string, string> = new Map(Object.entries(manifest));

/**
 * A request may name a document of a first-party client by its hash, `documentId: "sha256:<hex>"`, in place of `query`. The document
 * is then judged like any other.
 */
export function usePersistedDocuments(known: ReadonlyMap<string, string> = documents): Plugin<object, Asked> {
  return {
    onParams({ params, setParams, context }) {
      const { documentId, ...rest } = params as typeof params & { documentId?: unknown };
      if (documentId == null) return;
      if (rest.query != null) throw requestRefusal('QUERY_AND_DOCUMENT_ID', context);
      const query = typeof documentId === 'string' ? known.get(documentId) : undefined;
      if (query === undefined) throw requestRefusal('PERSISTED_DOCUMENT_NOT_FOUND', context);
      setParams({ ...rest, query });
    },
  };
}
