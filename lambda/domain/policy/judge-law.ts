import { DomainError, type Issue } from '../errors.ts';
import { lawRules } from './law-rules.ts';
import type { PolicyContent } from './version.ts';

/**
 * A reason given in the open overrides the rules that may be overridden, and no others. A reason where there is nothing to override would
 * tell everybody of an exception that is none.
 */
export function judgeLaw(content: PolicyContent): {
  readonly issues: readonly Issue[];
  readonly overridden: readonly { readonly id: string; readonly article: string }[];
} {
  const broken = lawRules.map((rule) => ({ rule, issues: rule.check(content) }));
  const found = broken.filter(({ issues }) => issues.length > 0);
  if (content.lawOverride === undefined)
    return { issues: found.flatMap(({ issues }) => issues), overridden: [] };
  const binding = found.filter(({ rule }) => !rule.overridable).flatMap(({ issues }) => issues);
  const overridden = found.flatMap(({ rule: { id, article, overridable } }) =>
    overridable ? [{ id, article }] : [],
  );
  const needless: Issue[] = overridden.length > 0 ? [] : [{ code: 'INVALID_FORMAT', path: ['lawOverride'] }];
  return { issues: [...binding, ...needless], overridden };
}

/**
 * The rules once more, on what is about to be published: a draft may be older than a rule. Its reason stands for the rules that were named
 * when it was drafted and approved, and for no other.
 * @throws DomainError the codes of `lawRules`, all at `draftId`
 */
export function requireLawful(content: PolicyContent): void {
  const named = new Set(
    content.lawOverride === undefined ? [] : content.overriddenRules?.map(({ id }) => id),
  );
  const broken = lawRules.filter(({ id, overridable }) => !overridable || !named.has(id));
  const codes = new Set(broken.flatMap((rule) => rule.check(content)).map(({ code }) => code));
  const [first, ...more] = Array.from(codes, (code): Issue => ({ code, path: ['draftId'] }));
  if (first) throw DomainError.of([first, ...more]);
}
