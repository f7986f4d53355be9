/** GraphQL's own, in place of the second engine that Yoga brings as its default: `useShutEngine` sets its own for every operation. */
export { execute as normalizedExecutor } from 'graphql';
