import type { FunctionDeclaration } from './function-declaration.ts';

/**
 * What a function wants of its stream: attributes of the new image, each with the values one of which it must have; none: every
 * record. `cdk/` makes the deployed filter of it and `local/` its own, so that they cannot drift apart.
 */
export function streamFilter(
  stream: NonNullable<FunctionDeclaration['stream']>,
): Readonly<Record<string, readonly string[]>> {
  const { kinds, states, lanes } = stream;
  return {
    ...(kinds ? { kind: kinds } : {}),
    ...(states ? { state: states } : {}),
    ...(lanes ? { lane: lanes } : {}),
  };
}
