import { type FragmentDefinitionNode, GraphQLError, getOperationAST, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type LimitBroken, measureDocument } from './document-limits.ts';

const words: Readonly<Record<LimitBroken['code'], string>> = {
  TOO_DEEP: 'The operation is nested too deeply; the limit is',
  TOO_MANY_ALIASES: 'The operation has too many aliases; the limit is',
  TOO_MANY_ROOT_FIELDS: 'The operation has too many root fields; the limit is',
  TOO_COSTLY: 'The operation costs too many points; ask for fewer items or fields. The limit is',
};

/** Refuses an operation that would cost too much, before anything of it runs. */
export function useDocumentLimits(): Plugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const operation = getOperationAST(args.document, args.operationName ?? undefined);
      if (!operation) return;
      const fragments = new Map<string, FragmentDefinitionNode>();
      for (const definition of args.document.definitions)
        if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
      const broken = measureDocument(args.schema, operation, fragments, args.variableValues ?? {});
      if (!broken) return;
      const extensions = { code: broken.code, limit: broken.limit, safe: true, http: { status: 400 } };
      setResultAndStopExecution({
        errors: [new GraphQLError(`${words[broken.code]} ${broken.limit}.`, { extensions })],
      });
    },
  };
}
