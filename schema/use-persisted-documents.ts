import type { Plugin } from 'graphql-yoga';
import { type Asked, requestRefusal } from './own-error.ts';

/**
 * A request may name a document of a first-party client by its hash, `documentId: "sha256:<hex>"`, in place of `query`. The document
 * is then judged like any other.
 */
export function usePersistedDocuments(): Plugin<object, Asked> {
  return {
    async onParams({ params, setParams, context }) {
      const { documentId, ...rest } = params as typeof params & { documentId?: unknown };
      if (documentId == null) return;
      if (rest.query != null) throw requestRefusal('QUERY_AND_DOCUMENT_ID', context);
      const query = typeof documentId === 'string' ? (await documents()).get(documentId) : undefined;
      if (query === undefined) throw requestRefusal('PERSISTED_DOCUMENT_NOT_FOUND', context);
      setParams({ ...rest, query });
    },
  };
}

let read: ReadonlyMap<string, string> | undefined;

/** Read with the first request that names one. */
async function documents(): Promise<ReadonlyMap<string, string>> {
  if (read) return read;
  const manifest = await import('./generated/persisted-documents.json', { with: { type: 'json' } });
  read = new Map(Object.entries(manifest.default));
  return read;
}
