import { DomainError, type Issue } from '../errors.ts';
import { type PolicyContent, policyContent } from './version.ts';

/**
 * What a version is to say, from outside: its shape, each purpose once, storage among them, and the law's own rule.
 * @throws DomainError INVALID_FORMAT, REQUIRED, UNKNOWN_PURPOSE (a purpose named twice) or BUNDLED_CONSENT, each with its path
 */
export function parseContent(given: unknown): PolicyContent {
  const parsed = policyContent.safeParse(given);
  const issues = parsed.success
    ? [...purposeIssues(parsed.data), ...lawIssues(parsed.data)]
    : parsed.error.issues.map((issue): Issue => ({ code: 'INVALID_FORMAT', path: issue.path.map(String) }));
  const [first, ...more] = issues;
  if (first) throw DomainError.of([first, ...more]);
  if (!parsed.success) throw new DomainError('INVALID_FORMAT');
  return parsed.data;
}

function purposeIssues({ purposes }: PolicyContent): readonly Issue[] {
  const names = purposes.map(({ purpose }) => purpose);
  const twice = names.flatMap((name, i): Issue[] =>
    names.indexOf(name) === i ? [] : [{ code: 'UNKNOWN_PURPOSE', path: ['purposes', String(i), 'purpose'] }],
  );
  return names.includes('STORAGE')
    ? twice
    : [...twice, { code: 'REQUIRED', path: ['purposes', 'STORAGE'] } as const];
}

/**
 * No advertising that mere agreement would cover (L91 11: no bundled consent), unless a reason is given in the open. A reason where
 * there is nothing to override would tell everybody of an exception that is none.
 */
function lawIssues({ purposes, lawOverride }: PolicyContent): readonly Issue[] {
  const bundled = purposes.flatMap(({ advertising, coveredByAgreement }, i): Issue[] =>
    advertising && coveredByAgreement
      ? [{ code: 'BUNDLED_CONSENT', path: ['purposes', String(i), 'coveredByAgreement'] }]
      : [],
  );
  if (lawOverride === undefined) return bundled;
  return bundled.length > 0 ? [] : [{ code: 'INVALID_FORMAT', path: ['lawOverride'] }];
}
