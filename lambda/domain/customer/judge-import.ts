import { isUnderGuardianship, judgeGuardianship } from '../consent/guardianship.ts';
import type { ErasurePorts } from '../erasure/erasure-ports.ts';
import { DomainError, type Issue } from '../errors.ts';
import { emailIndexForm } from '../input/email-address.ts';
import type { ImportRow } from '../input/import-row.ts';
import { ownersOf } from '../lookup.ts';
import { policyInForce } from '../policy/policy-in-force.ts';
import type { PolicyVersion } from '../policy/version.ts';
import type { ReadyBlindIndex } from '../ports/blind-index.ts';
import type { Ports } from '../ports.ts';
import { subjectText } from './own-customer.ts';

/**
 * The version that was accepted. What was granted, it must have known. The first version may have been accepted before it was published
 * here: its text was the earlier system's. Every later one is this product's own, and nobody accepted it before it was in force.
 */
export async function judgeAccepted(
  deps: Pick<Ports, 'policies' | 'now'>,
  { acceptance, consents, identity }: ImportRow,
): Promise<PolicyVersion> {
  const at = ['acceptance', 'policyVersion'];
  const { policyVersion } = acceptance;
  const version =
    policyVersion === undefined
      ? await policyInForce(deps, new Date(acceptance.at))
      : (await deps.policies.versions()).find((one) => one.version === policyVersion);
  // Before the first version here nothing says which text was accepted: the row must.
  if (!version)
    throw new DomainError(policyVersion === undefined ? 'REQUIRED' : 'POLICY_VERSION_NOT_IN_FORCE', at);
  if (version.version > 1 && acceptance.at < version.effectiveAt)
    throw new DomainError('POLICY_VERSION_NOT_IN_FORCE', at);
  const [first, ...more] = consents.flatMap(({ purpose, granted, proof }, i): Issue[] => {
    const stated = version.purposes.find((one) => one.purpose === purpose);
    const path = ['consents', String(i)];
    if (granted && !stated) return [{ code: 'UNKNOWN_PURPOSE', path: [...path, 'purpose'] }];
    const lacksProof = granted && stated?.advertising && proof === undefined;
    return lacksProof ? [{ code: 'REQUIRED', path: [...path, 'proof'] }] : [];
  });
  if (first) throw DomainError.of([first, ...more]);
  // Each by the age at which it was given, whatever the age today (L91 24).
  const asAChild = consents.map((one) => ({
    ...one,
    granted: one.granted && isUnderGuardianship(identity, new Date(one.at)),
  }));
  judgeGuardianship(true, asAChild, version);
  return version;
}

/** What the row would take for its customer alone. */
export async function judgeTaken(
  deps: Pick<Ports, 'bindings' | 'emails'> & Pick<ErasurePorts, 'suppressions'>,
  index: ReadyBlindIndex,
  { subject, contact, emailVerified }: ImportRow,
  rehearsed: ReadonlyMap<string, string> | undefined,
): Promise<readonly string[]> {
  const taken: string[] = [];
  // Whoever had it erased does not come back by an old file (D356 5(4)).
  if (await deps.suppressions.has(index.of('suppression', emailIndexForm(contact.email))))
    throw new DomainError('ERASED', ['email']);
  if (subject) {
    const indexes = index.allOf('subject', subjectText(subject));
    const [owner] = ownersOf(index, 'BINDING', await deps.bindings.find(indexes));
    const key = `subject ${indexes[0]}`;
    if (owner !== undefined || rehearsed?.has(key)) throw new DomainError('ALREADY_REGISTERED', ['subject']);
    taken.push(key);
  }
  if (emailVerified) {
    const indexes = index.allOf('email', emailIndexForm(contact.email));
    const key = `email ${indexes[0]}`;
    if ((await deps.emails.owner(indexes)) !== undefined || rehearsed?.has(key))
      throw new DomainError('ALREADY_PROVIDED', ['email']);
    taken.push(key);
  }
  return taken;
}
