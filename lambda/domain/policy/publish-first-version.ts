import type { AuditEntry } from '../audit/row.ts';
import { DomainError, type Issue } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { digestOf, type PolicyContent, type PolicyVersion, policyContent } from './version.ts';

/**
 * The first version of the policy, from a file of the operator's; in force at once. Later versions are drafted and approved through the API.
 * @throws DomainError ALREADY_PROVIDED when there is a version; INVALID_FORMAT, REQUIRED, UNKNOWN_PURPOSE or NOT_AGREED, each with the
 * path in the file
 */
export async function publishFirstVersion(
  deps: Pick<Ports, 'now' | 'commit' | 'policies'>,
  file: unknown,
  operator: { id: string; requestId: string },
): Promise<PolicyVersion> {
  const content = parseContent(file);
  checkPurposes(content);
  if ((await deps.policies.versions()).length > 0) throw new DomainError('ALREADY_PROVIDED', ['version']);
  const at = deps.now().toISOString();
  const digest = { vi: digestOf(content, 'vi'), en: digestOf(content, 'en') };
  const version: PolicyVersion = { ...content, version: 1, effectiveAt: at, publishedAt: at, digest };
  const entry: AuditEntry = {
    action: 'PUBLISH_POLICY',
    actor: { id: operator.id, roles: [] },
    outcome: 'ALLOWED',
    requestId: operator.requestId,
  };
  await deps.commit([deps.policies.insert(version)], [entry]);
  return version;
}

function parseContent(file: unknown): PolicyContent {
  const parsed = policyContent.safeParse(file);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    (issue): Issue => ({ code: 'INVALID_FORMAT', path: issue.path.map(String) }),
  );
  const [first, ...more] = issues;
  throw first ? DomainError.of([first, ...more]) : new DomainError('INVALID_FORMAT');
}

/** Each purpose once, storage among them, and no advertising that mere agreement would cover (L91 11: no bundled consent). */
function checkPurposes({ purposes }: PolicyContent): void {
  const seen = new Set<string>();
  purposes.forEach(({ purpose, advertising, coveredByAgreement }, i) => {
    const path = ['purposes', String(i)];
    if (seen.has(purpose)) throw new DomainError('UNKNOWN_PURPOSE', [...path, 'purpose']);
    if (advertising && coveredByAgreement)
      throw new DomainError('NOT_AGREED', [...path, 'coveredByAgreement']);
    seen.add(purpose);
  });
  if (!seen.has('STORAGE')) throw new DomainError('REQUIRED', ['purposes', 'STORAGE']);
}
