import type { InputRef } from '@pothos/core';
import type { Audience } from '../lambda/domain/access.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { outcome } from './errors.ts';
import type { Payload } from './payload.ts';

/**
 * Declares a mutation, as each is: of one `input`, with a payload. What `act` answers is the record as it is afterwards; a refusal that the caller
 * can mend stands among the payload's errors.
 * @param cost cost points of selecting it once
 */
export function mutation<Input, Value>(
  name: string,
  {
    payload,
    access,
    cost = 10,
    description,
    input,
    act,
  }: {
    readonly payload: Payload<Value>;
    readonly access: readonly Audience[];
    readonly cost?: number;
    readonly description: string;
    readonly input: InputRef<Input>;
    readonly act: (input: Input, context: ApiContext) => Promise<Value>;
  },
): void {
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      access,
      cost,
      description,
      args: { input: t.arg({ type: input, access }) },
      // `t.field` cannot see through what these types are made from.
      resolve: ((_: unknown, given: { readonly input: Input }, context: ApiContext) =>
        outcome(context.viewer.language, () => act(given.input, context))) as never,
    }),
  );
}
