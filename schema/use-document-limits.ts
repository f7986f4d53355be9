import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type LimitBroken, measureDocument } from './document-limits.ts';
import { checkShape } from './document-shape.ts';
import { fragmentsOf } from './fragments.ts';
import { type Asked, requestRefusal } from './own-error.ts';

/** What of a request its cost depends on. */
interface Asking extends Asked {
  readonly params: {
    readonly operationName?: string | null;
    readonly variables?: Readonly<Record<string, unknown>> | null;
  };
}

/**
 * Refuses an operation that would cost too much, before anything of it runs and before anybody asks who sent it: a flood costs no
 * verification of tokens. Thrown rather than returned as a result of validation, which is remembered by document, whatever the variables.
 */
export function useDocumentLimits(): Plugin<Asking> {
  return {
    onValidate({ params: { schema, documentAST }, context }) {
      refuse(checkShape(documentAST), context);
      return ({ valid }) => {
        if (!valid) return;
        const { operationName, variables } = context.params;
        const operation = getOperationAST(documentAST, operationName);
        if (!operation) return;
        refuse(measureDocument(schema, operation, fragmentsOf(documentAST), variables ?? {}), context);
      };
    },
  };
}

function refuse(broken: LimitBroken | undefined, asked: Asked): void {
  if (broken) throw requestRefusal(broken.code, asked, broken.limit);
}
