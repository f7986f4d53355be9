import type { AuditEntry } from '../audit/row.ts';
import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import { parseContent } from './parse-content.ts';
import { digestOf, type PolicyVersion } from './version.ts';

/**
 * The first version of the policy, from a file of the operator's; in force at once. Later versions are drafted and approved through the API.
 * @throws DomainError ALREADY_PROVIDED when there is a version; those of `parseContent`, each with the path in the file
 */
export async function publishFirstVersion(
  deps: Pick<Ports, 'now' | 'commit' | 'policies'>,
  file: unknown,
  operator: { id: string; requestId: string },
): Promise<PolicyVersion> {
  const content = parseContent(file);
  if ((await deps.policies.versionsNow()).length > 0) throw new DomainError('ALREADY_PROVIDED', ['version']);
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
