import { parseInput } from './collect-issues.ts';
import { objectOf } from './object.ts';
import { type Parser, refuse } from './parser.ts';
import { readText } from './text.ts';

/** A line of text that must fit a pattern. */
function matching(pattern: RegExp): Parser<string> {
  return (value, path, issues) => {
    const line = readText(value, path, issues);
    if (line === undefined) return undefined;
    return pattern.test(line) ? line : refuse(issues, 'INVALID_FORMAT', path);
  };
}

const required = {
  system: matching(/^[a-z][a-z0-9-]{0,31}$/),
  number: matching(/^[A-Za-z0-9._:/@+-]{1,64}$/),
};

/** Both parts of a customer's number. */
export const customerReference = objectOf({ required });

/** The same, and nothing beside them. */
export const bareCustomerReference = objectOf({ required, exact: true });

/**
 * One of CloudFly's systems (1 to 32 of `a-z 0-9 -`) and the number under which it knows a customer (1 to 64 of
 * `A-Z a-z 0-9 . _ : / @ + -`). Neither holds a space.
 * @throws DomainError with every issue.
 */
export function parseCustomerReference(input: unknown): { readonly system: string; readonly number: string } {
  return parseInput(customerReference, input);
}
