import { builder } from '../../schema/builder.ts';

/**
 * What must not compile: `@ts-expect-error` is itself an error where the line below it compiles. Never imported; the checker alone reads
 * it, by the tsconfig beside it.
 */
builder.queryFields((t) => ({
  // @ts-expect-error a field needs an access rule
  open: t.string({ resolve: () => '' }),
  // @ts-expect-error a field needs an access rule that names somebody known
  unknownReader: t.string({ access: ['administrator'], resolve: () => '' }),
  ruled: t.string({
    access: ['everyone'],
    args: {
      // @ts-expect-error an argument needs an access rule
      openArgument: t.arg.string(),
      ruledArgument: t.arg.string({ access: ['everyone'] }),
    },
    resolve: () => '',
  }),
}));
