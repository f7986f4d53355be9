import type { Plugin } from 'graphql-yoga';
import type { GraphqlParams } from './graphql-params.ts';

/** The request was read strictly before it came here; Yoga's own readers of bodies and addresses are left out. */
export function useGivenParams(): Plugin<object, { readonly given: GraphqlParams }> {
  return {
    onRequestParse({ serverContext, setRequestParser }) {
      setRequestParser(() => ({ ...serverContext.given }));
    },
  };
}
