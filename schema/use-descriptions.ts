import { type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Gives the schema its descriptions before the first introspection that runs. A deployed bundle is built without them
 * (`cdk/lean-bundle.ts`): only who reads the schema itself reads them.
 */
export function useDescriptions(): Plugin {
  return {
    async onExecute({ args }) {
      if (!asksForSchema(args.document)) return;
      described ??= describe(args.schema);
      await described;
    },
  };
}

let described: Promise<void> | undefined;

async function describe(schema: GraphQLSchema): Promise<void> {
  const texts = await import('./generated/descriptions.json', { with: { type: 'json' } });
  const { describeSchema } = await import('./describe-schema.ts');
  describeSchema(schema, texts.default);
}

const kept = new WeakMap<DocumentNode, boolean>();

/** Anywhere in the document: what it says twice, or never runs, costs nothing but the reading. Parsed documents are kept, and so is this. */
function asksForSchema(document: DocumentNode): boolean {
  let asks = kept.get(document);
  if (asks !== undefined) return asks;
  asks = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      asks ||= name.value === '__schema' || name.value === '__type';
    },
  });
  kept.set(document, asks);
  return asks;
}
