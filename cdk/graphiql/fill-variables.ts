/** What examples say in place of values that only the moment knows. */
export interface Placeholders {
  /** The customer last seen in an answer; examples name it `{customer}`. */
  readonly customer: string | undefined;
  /** The signed-in employee as the audit trail names them: `{me}`. */
  readonly me: string;
  /** This instant (UTC, RFC 3339): `{now}`; its day: `{today}`. */
  readonly now: string;
  /** A new idempotency key: `{key}`. */
  readonly key: string;
}

/** Shown where no customer was seen yet. */
export const noCustomerYet = 'run an example that lists customers, then open this one again';

/** An example's variables with every placeholder replaced. */
export function fillVariables(
  variables: Readonly<Record<string, unknown>>,
  placeholders: Placeholders,
): Record<string, unknown> {
  const values: Readonly<Record<string, string>> = {
    '{customer}': placeholders.customer ?? noCustomerYet,
    '{me}': placeholders.me,
    '{today}': placeholders.now.slice(0, 10),
    '{now}': placeholders.now,
    '{key}': placeholders.key,
  };
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return values[value] ?? value;
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
  };
  return fill(variables) as Record<string, unknown>;
}
