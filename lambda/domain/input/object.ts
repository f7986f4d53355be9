import { isBlank, type Parsed, type Parser, refuse } from './parser.ts';

type Fields = Readonly<Record<string, Parser<unknown>>>;
type All<F extends Fields> = { readonly [K in keyof F]: Parsed<F[K]> };
type Some<F extends Fields> = { readonly [K in keyof F]?: Parsed<F[K]> };
type SomeOrNull<F extends Fields> = { readonly [K in keyof F]?: Parsed<F[K]> | null };

/**
 * An object by its fields; fields that are not named here are left out of the result.
 * - `required`: its own parser says what is wrong with a missing one;
 * - `optional`: left out of the result when nothing was said, be it by absence, null or blank text;
 * - `replaceable`: absent means unchanged, anything else must be a good value;
 * - `removable`: absent means unchanged, null or blank text means remove.
 *
 * `exact` refuses every other field instead, at its own path: where no schema stands before it, a misspelt field would be lost silently.
 */
export function objectOf<
  R extends Fields = Record<never, never>,
  O extends Fields = Record<never, never>,
  C extends Fields = Record<never, never>,
  D extends Fields = Record<never, never>,
>(fields: {
  required?: R;
  optional?: O;
  replaceable?: C;
  removable?: D;
  exact?: boolean;
}): Parser<All<R> & Some<O> & Some<C> & SomeOrNull<D>> {
  const { required = {}, optional = {}, replaceable = {}, removable = {}, exact = false } = fields;
  const known = new Set([required, optional, replaceable, removable].flatMap(Object.keys));
  return (value, path, issues) => {
    if (value === undefined || value === null) return refuse(issues, 'REQUIRED', path);
    if (typeof value !== 'object' || Array.isArray(value)) return refuse(issues, 'INVALID_FORMAT', path);
    const given = value as Readonly<Record<string, unknown>>;
    const found = issues.length;
    const result: Record<string, unknown> = {};
    const take = (name: string, parser: Parser<unknown>) => {
      result[name] = parser(given[name], [...path, name], issues);
    };
    for (const [name, parser] of Object.entries<Parser<unknown>>(required)) take(name, parser);
    for (const [name, parser] of Object.entries<Parser<unknown>>(optional)) {
      if (!isBlank(given[name])) take(name, parser);
    }
    for (const [name, parser] of Object.entries<Parser<unknown>>(replaceable)) {
      if (given[name] !== undefined) take(name, parser);
    }
    for (const [name, parser] of Object.entries<Parser<unknown>>(removable)) {
      if (given[name] === undefined) continue;
      if (isBlank(given[name])) result[name] = null;
      else take(name, parser);
    }
    for (const name of exact ? Object.keys(given) : [])
      if (!known.has(name)) refuse(issues, 'INVALID_FORMAT', [...path, sayable(name)]);
    // Without a new issue each parser gave its type.
    return issues.length === found ? (result as All<R> & Some<O> & Some<C> & SomeOrNull<D>) : undefined;
  };
}

/** A name that came from outside, for a path: one that no field would have may hold anything. */
const sayable = (name: string): string => (/^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(name) ? name : '?');
