import { execute, parse, specifiedRules, validate } from 'graphql';
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
        validate(schema, document, specifiedRules, { maxErrors: 3, hideSuggestions: true }),
      );
    },
    onExecute({ setExecuteFn }) {
      setExecuteFn((args) => execute({ ...args, hideSuggestions: true, options: { maxCoercionErrors: 3 } }));
    },
  };
}
