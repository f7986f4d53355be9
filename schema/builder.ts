import SchemaBuilder from '@pothos/core';
import type { Audience } from '../lambda/domain/access.ts';
import type { ApiContext } from './context.ts';

declare global {
  namespace PothosSchemaTypes {
    interface FieldOptions {
      /** Who may select this field. A field without one does not compile, and `requireRules` refuses to build it. */
      access: readonly Audience[];
      /** Cost points of selecting it once; by default an object costs 1 and a leaf nothing. */
      cost?: number;
      /** Set on a field that yields many: its items count once each, by the argument `first` or this number. */
      size?: number;
      /** Set on a list all of which is one customer's: clear values in it are of one customer as long as the list itself is. */
      ofOne?: boolean;
      /** Yields a personal value in clear to staff: of one customer at a time, with purpose and reference (P1.1). */
      clear?: boolean;
    }
    interface ArgFieldOptions {
      /** Who may give this argument: a filter or a lookup is an oracle. */
      access: readonly Audience[];
    }
  }
}

/** Ids, numbers and instants on their way in and out. */
type Scalars = {
  ID: { Input: string; Output: string };
  DateTime: { Input: Date; Output: string };
  Date: { Input: string; Output: string };
  EmailAddress: { Input: string; Output: string };
  PhoneNumber: { Input: string; Output: string };
};

export type SchemaTypes = {
  Context: ApiContext;
  Scalars: Scalars;
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: true;
};

export const builder = new SchemaBuilder<SchemaTypes>({
  defaultFieldNullability: false,
  defaultInputFieldRequiredness: true,
});

builder.queryType({
  description:
    'What can be asked. A query answers null for what is missing and for what the viewer may not know exists.',
});
builder.mutationType({
  description:
    'What can be done. Each takes one `input` with an `idempotencyKey`: the same key and input gives the first answer again.',
});
