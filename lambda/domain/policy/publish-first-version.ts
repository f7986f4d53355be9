import { createHash } from 'node:crypto';
import type { AuditEntry } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { consentPurposes } from '../purposes.ts';
import { languages } from '../viewer.ts';
import type { PolicyPurpose, PolicyVersion } from './version.ts';

/** What the operator's file says: the text in each language, the purposes, the notice on sensitive data. */
export type FirstVersion = Pick<PolicyVersion, 'text' | 'purposes' | 'sensitiveNotice'>;

/**
 * The first version of the policy, from a file of the operator's; in force at once. Later versions are drafted and approved through the API.
 * @throws DomainError ALREADY_PROVIDED when there is a version; REQUIRED or UNKNOWN_PURPOSE with the path in the file
 */
export async function publishFirstVersion(
  deps: Pick<Ports, 'now' | 'commit' | 'policies'>,
  file: FirstVersion,
  operator: { id: string; requestId: string },
): Promise<PolicyVersion> {
  checkPurposes(file.purposes);
  for (const language of languages) {
    if (!file.text[language].trim()) throw new DomainError('REQUIRED', ['text', language]);
    if (!file.sensitiveNotice[language].trim())
      throw new DomainError('REQUIRED', ['sensitiveNotice', language]);
  }
  if ((await deps.policies.versions()).length > 0) throw new DomainError('ALREADY_PROVIDED', ['version']);
  const at = deps.now().toISOString();
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const version: PolicyVersion = {
    version: 1,
    effectiveAt: at,
    publishedAt: at,
    text: file.text,
    digest: { vi: digest(file.text.vi), en: digest(file.text.en) },
    purposes: file.purposes,
    sensitiveNotice: file.sensitiveNotice,
  };
  const entry: AuditEntry = {
    action: 'PUBLISH_POLICY',
    actor: { id: operator.id, roles: [] },
    outcome: 'ALLOWED',
    requestId: operator.requestId,
  };
  await deps.commit([deps.policies.insert(version)], [entry]);
  return version;
}

/** Each purpose once, storage among them, and no advertising that mere agreement would cover (L91 11: no bundled consent). */
function checkPurposes(purposes: readonly PolicyPurpose[]): void {
  const seen = new Set<string>();
  purposes.forEach(({ purpose, advertising, coveredByAgreement }, i) => {
    const path = ['purposes', String(i)];
    if (!(consentPurposes as readonly string[]).includes(purpose) || seen.has(purpose))
      throw new DomainError('UNKNOWN_PURPOSE', [...path, 'purpose']);
    if (advertising && coveredByAgreement)
      throw new DomainError('NOT_AGREED', [...path, 'coveredByAgreement']);
    seen.add(purpose);
  });
  if (!seen.has('STORAGE')) throw new DomainError('REQUIRED', ['purposes', 'STORAGE']);
}
