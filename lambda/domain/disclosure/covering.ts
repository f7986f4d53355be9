import type { PersonalField } from '../access.ts';
import type { ErrorCode } from '../errors.ts';

/** Why nothing is disclosed: a code, and where it stands in the input. */
export interface Refused {
  readonly code: ErrorCode;
  readonly path: readonly string[];
}
export const noBasis: Refused = { code: 'NO_BASIS', path: ['recipientId'] };
export const scopeTooWide: Refused = { code: 'SCOPE_TOO_WIDE', path: ['fields'] };

type Fields = readonly PersonalField[];

/** Whether every field that is asked for is one of these. */
export const covers = (scope: Fields, fields: Fields): boolean =>
  fields.every((field) => scope.includes(field));

/** Of what a disclosure could stand on, newest first, the first that covers every field; or why none does. */
export function covering<T extends { readonly fields: Fields }>(
  grounds: readonly T[],
  fields: Fields,
): T | Refused {
  if (grounds.length === 0) return noBasis;
  return grounds.find((one) => covers(one.fields, fields)) ?? scopeTooWide;
}
