import { DomainError } from '../errors.ts';
import type { Ports } from '../ports.ts';
import type { PolicyVersion } from './version.ts';

/** The version in force at an instant (P7.4): the newest whose instant has come. Undefined before the first. */
export async function policyInForce(
  deps: Pick<Ports, 'policies'>,
  at: Date,
): Promise<PolicyVersion | undefined> {
  return newestInForce(await deps.policies.versions(), at);
}

/** The same, of versions that were read already. */
export function newestInForce(versions: readonly PolicyVersion[], at: Date): PolicyVersion | undefined {
  const instant = at.toISOString();
  const begun = versions.filter((version) => version.effectiveAt <= instant);
  return begun.reduce<PolicyVersion | undefined>(
    (latest, version) => (latest && latest.effectiveAt >= version.effectiveAt ? latest : version),
    undefined,
  );
}

/** @throws DomainError NO_POLICY_IN_FORCE: without a published policy nothing personal may be collected (P0.2). */
export async function requirePolicyInForce(deps: Pick<Ports, 'policies'>, at: Date): Promise<PolicyVersion> {
  const version = await policyInForce(deps, at);
  if (!version) throw new DomainError('NO_POLICY_IN_FORCE');
  return version;
}
