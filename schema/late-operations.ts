import type * as operations from './operations.ts';

type Operations = typeof operations;
type Operation = (...given: never[]) => Promise<unknown>;

/** Only what answers with a promise can be late without anybody noticing. */
type Late = {
  readonly [Name in keyof Operations]: Operations[Name] extends Operation ? Operations[Name] : never;
};

/**
 * Each of `operations.ts`, which is loaded with the first call of any: a start neither reads nor compiles what most processes never do. They
 * answer and throw what they always do.
 */
export const lateOperations: Late = new Proxy({} as Late, {
  get:
    (_, name: keyof Operations) =>
    async (...given: never[]) => {
      const all = (await import('./operations.ts')) as Readonly<Record<keyof Operations, Operation>>;
      return all[name](...given);
    },
});
