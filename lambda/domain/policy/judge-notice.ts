import { DomainError, type Issue } from '../errors.ts';
import type { NoticeShown } from '../input/notice.ts';
import type { ConsentPurpose } from '../purposes.ts';
import type { PolicyVersion } from './version.ts';

/**
 * What was shown must be the version in force, word for word (P0.2, P1.3).
 * @throws DomainError POLICY_VERSION_NOT_IN_FORCE, NOTICE_MISMATCH
 */
export function judgeNotice(notice: NoticeShown, inForce: PolicyVersion): void {
  if (notice.version !== inForce.version)
    throw new DomainError('POLICY_VERSION_NOT_IN_FORCE', ['notice', 'version']);
  if (notice.digest !== inForce.digest[notice.language])
    throw new DomainError('NOTICE_MISMATCH', ['notice', 'digest']);
}

/**
 * Nobody consents to what a version does not state. Refusing it is always possible.
 * @param allMustBeStated for a form in which refusals are answers to the same questions
 * @throws DomainError UNKNOWN_PURPOSE, a path for each choice
 */
export function judgePurposes(
  consents: readonly { readonly purpose: ConsentPurpose; readonly granted: boolean }[],
  version: PolicyVersion,
  allMustBeStated = false,
): void {
  const stated = new Set(version.purposes.map(({ purpose }) => purpose));
  const [first, ...more] = consents.flatMap(({ purpose, granted }, i): Issue[] =>
    stated.has(purpose) || !(granted || allMustBeStated)
      ? []
      : [{ code: 'UNKNOWN_PURPOSE', path: ['consents', String(i), 'purpose'] }],
  );
  if (first) throw DomainError.of([first, ...more]);
}
