import { DomainError } from '../errors.ts';
import { type GivenInformation, parseGiven } from '../request/given-information.ts';
import type { AskableField } from '../request/information-request.ts';

/** Values to correct, each by the parser that takes it everywhere. @throws DomainError those of `parseGiven`, below `values` */
export function parseValues(
  values: Readonly<Record<string, unknown>>,
  fields: readonly AskableField[],
  now: Date,
): GivenInformation {
  try {
    return parseGiven(values, fields, now);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const [first, ...more] = error.issues.map(({ code, path }) => ({ code, path: ['values', ...path] }));
    throw first ? DomainError.of([first, ...more]) : error;
  }
}
