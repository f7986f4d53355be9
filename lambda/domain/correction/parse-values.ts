import { below } from '../below.ts';
import { DomainError, type Issue } from '../errors.ts';
import { isBlank } from '../input/parser.ts';
import { type GivenInformation, parseGiven } from '../request/given-information.ts';
import type { AskableField } from '../request/information-request.ts';

/**
 * Values to correct, each by the parser that takes it everywhere. Null is not corrected; a blank is no value, and nothing is removed by one.
 * @throws DomainError those of `parseGiven`, and REQUIRED at each blank, below `values`
 */
export function parseValues(
  values: Readonly<Record<string, unknown>>,
  fields: readonly AskableField[],
  now: Date,
): GivenInformation {
  return below('values', () => {
    const [blank, ...more] = Object.entries(values)
      .filter(([, value]) => typeof value === 'string' && isBlank(value))
      .map(([name]): Issue => ({ code: 'REQUIRED', path: [name] }));
    if (blank) throw DomainError.of([blank, ...more]);
    return parseGiven(values, fields, now);
  });
}
