import { apiError } from './api-error.ts';
import { type Attribute, dynalite, type Item } from './dynalite.ts';
import { canonical } from './item-rules.ts';

/** A parsed expression. An operand is a path (an array), a value, or a function's call. */
export interface Expression {
  readonly type: string;
  readonly args: readonly (Expression | Attribute | readonly (string | number)[])[];
}

/** Throws ConditionalCheckFailedException unless the item, or its absence, satisfies the condition. */
export function checkCondition(condition: Expression | undefined, item: Item | undefined): void {
  if (condition && !holds(condition, item ?? {})) {
    throw apiError('ConditionalCheckFailedException', 'The conditional request failed');
  }
}

/** dynalite compares maps and lists by identity, so that none equals another; the rest is left to it. */
function holds(expression: Expression, item: Item): boolean {
  const [left, right] = expression.args;
  const both = [left, right] as Expression[];
  if (expression.type === 'and') return both.every((one) => holds(one, item));
  if (expression.type === 'or') return both.some((one) => holds(one, item));
  if (expression.type === 'not') return !holds(left as Expression, item);
  const equality = expression.type === '=' || expression.type === '<>';
  if (!equality || both.some((one) => one.type === 'function')) {
    return dynalite.matchesExprFilter(item, expression);
  }
  const [a, b] = both.map((one) => (Array.isArray(one) ? dynalite.mapPath(one, item) : one));
  const equal = a != null && b != null && canonical(a) === canonical(b);
  return expression.type === '=' ? equal : !equal;
}
