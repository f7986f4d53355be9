import { canonicalJson } from '../canonical-json.ts';

/** Fields that had a value and have another afterwards, or none. What is given for the first time changes nothing. */
export function changedFields(before: object | undefined, after: object): readonly string[] {
  const next: Readonly<Record<string, unknown>> = { ...after };
  return Object.entries(before ?? {}).flatMap(([field, value]) =>
    value === undefined || canonicalJson(value) === canonicalJson(next[field]) ? [] : [field],
  );
}

/** Fields that are otherwise afterwards: another value, one for the first time, or none any more. */
export function fieldsSet(before: object | undefined, after: object): readonly string[] {
  const first: Readonly<Record<string, unknown>> = { ...before };
  const given = Object.entries(after).flatMap(([field, value]) =>
    first[field] === undefined && value !== undefined ? [field] : [],
  );
  return [...changedFields(before, after), ...given];
}
