import type { Audience } from '../lambda/domain/access.ts';
import { builder } from './builder.ts';
import { type Outcome, UserError } from './errors.ts';

/** What a mutation answers. */
export type Payload<T> = ReturnType<typeof payloadOf<T>>;

/** Makes `<Name>Payload { <record>, errors }`: what every mutation answers. The record is null when there are errors. */
export function payloadOf<T>(name: string, record: string, type: never, access: readonly Audience[]) {
  return builder.objectRef<Outcome<T>>(`${name}Payload`).implement({
    fields: (t) => ({
      [record]: t.field({
        type,
        access,
        nullable: true,
        description: 'Null when there are errors.',
        resolve: (outcome) => (outcome.value ?? null) as never,
      }),
      errors: t.field({
        type: [UserError],
        access,
        description: 'What to mend; empty when it was done.',
        resolve: (outcome) => [...outcome.errors],
      }),
    }),
  });
}
