import type { Answer } from './ask.ts';
import { canary, type TestCloud } from './cloud.ts';

/** Who is asked: a cloud, or a process beside it. */
export type Asked = Pick<TestCloud, 'ask'>;
export type Input = Readonly<Record<string, unknown>>;

/** The name of the input of a mutation that shares it with no other. */
const inputOf = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}Input`;

/** A mutation as a query: what is shown of its record, and what was wrong with its input. */
const mutationText = (name: string, record: string, type = inputOf(name)): string =>
  `mutation Act($input: ${type}!) { ${name}(input: $input) { ${record} errors { code path } } }`;

/**
 * A mutation as a function, each call with a key of its own unless it is given one.
 * @param record what is asked of its payload beside the errors
 * @param type its input, where that is not called as it is
 */
export const mutation =
  (name: string, record: string, type?: string) =>
  (at: Asked, token: string | undefined, input: Input = {}, key = canary('key-')): Promise<Answer> =>
    at.ask(mutationText(name, record, type), {
      token,
      variables: { input: { idempotencyKey: key, ...input } },
    });
