import {
  executeRootSelectionSet,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  validateExecutionArgs,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { limits } from '../lambda/declared/limits.ts';

/** The GraphQL engine with its doors shut: no suggestions, few errors, few tokens. */
export function useShutEngine(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => parse(source, { ...options, maxTokens: limits.documentTokens }));
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document) =>
        validate(schema, document, specifiedRules, { maxErrors: 3, hideSuggestions: true }).map(withoutCause),
      );
    },
    onExecute({ setExecuteFn }) {
      setExecuteFn((args) => {
        const ready = validateExecutionArgs({
          ...args,
          hideSuggestions: true,
          options: { maxCoercionErrors: 3 },
        });
        if ('schema' in ready) return executeRootSelectionSet(ready);
        return { errors: ready.map(withoutCause) };
      });
    },
  };
}

/** Values that do not fit are the caller's to mend: what a scalar threw at them is no fault. */
const withoutCause = ({ message, nodes }: GraphQLError) => new GraphQLError(message, { nodes });
