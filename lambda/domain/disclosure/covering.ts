import type { PersonalField } from '../access.ts';
import type { ErrorCode } from '../errors.ts';

/** Why nothing is disclosed: a code, and where it stands in the input. */
export interface Refused {
  readonly code: ErrorCode;
  readonly path: readonly string[];
  /** The first field that nothing covers. */
  readonly field?: PersonalField;
  /** Of several customers the one of whom this is so. */
  readonly because?: string;
}
export const noBasis: Refused = { code: 'NO_BASIS', path: ['recipientId'] };

type Fields = readonly PersonalField[];

/** Whether every field that is asked for is one of these. */
const covers = (scope: Fields, fields: Fields): boolean => fields.every((field) => scope.includes(field));

/** Why a scope does not cover all that is asked for; undefined: it does. */
export function tooWide(scope: Fields, fields: Fields): Refused | undefined {
  const field = fields.find((one) => !scope.includes(one));
  return field && { code: 'SCOPE_TOO_WIDE', path: ['fields'], field };
}

/** Where a refusal stands in a call whose fields were given in an order of their own. */
export function placeOf({ path, field }: Refused, given: unknown): readonly string[] {
  const place = field !== undefined && Array.isArray(given) ? given.indexOf(field) : -1;
  return place < 0 ? path : [...path, String(place)];
}

/** Of what a disclosure could stand on, newest first, the first that covers every field; or why none does. */
export function covering<T extends { readonly fields: Fields }>(
  grounds: readonly T[],
  fields: Fields,
): T | Refused {
  const [newest] = grounds;
  if (newest === undefined) return noBasis;
  return grounds.find((one) => covers(one.fields, fields)) ?? tooWide(newest.fields, fields) ?? newest;
}
